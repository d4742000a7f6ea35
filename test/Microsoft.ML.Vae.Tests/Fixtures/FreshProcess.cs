using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>
/// The program that a test starts to load a model as any ML.NET program does: nothing in it, or in what it calls, names a type of the library. It
/// prints the latents and clusters of <see cref="TestImages"/> and saves the model again.
/// </summary>
internal static class FreshProcess
{
    public const int Rows = 300;

    public static void Run(string model, string savedAgain)
    {
        if (AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name is "Microsoft.ML.Vae" or "TorchSharp"))
            throw new InvalidOperationException("This process knows the library already.");

        var context = new MLContext();
        ITransformer loaded = context.Model.Load(model, out DataViewSchema schema);
        IDataView view = loaded.Transform(TestImages.InMemory(context, Rows));
        foreach ((float[] latent, uint cluster) in view.Vectors("Latent").Zip(view.Values<uint>("PredictedLabel")))
            Console.WriteLine(Format(latent, cluster));
        context.Model.Save(loaded, schema, savedAgain);
    }

    public static string Format(float[] latent, uint cluster) =>
        string.Join(' ', latent.Select(value => BitConverter.SingleToUInt32Bits(value).ToString("x8", CultureInfo.InvariantCulture)).Append($"{cluster}"));

    public static float ParseSingle(string text) =>
        BitConverter.UInt32BitsToSingle(uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
