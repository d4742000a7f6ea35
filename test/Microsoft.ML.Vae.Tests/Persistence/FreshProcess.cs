using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Tests.Mapping;

namespace Microsoft.ML.Vae.Tests.Persistence;

/// <summary>
/// The program that a test starts to load a model as any ML.NET program does: nothing in it, or in what it calls, names a type of the library. It
/// prints the latents and clusters of <see cref="Pictures"/> and saves the model again.
/// </summary>
internal static class FreshProcess
{
    public const int Rows = 300;

    public static int Main(string[] args)
    {
        if (AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name is "Microsoft.ML.Vae" or "TorchSharp"))
            throw new InvalidOperationException("This process knows the library already.");

        var context = new MLContext();
        ITransformer model = context.Model.Load(args[0], out DataViewSchema schema);
        IDataView view = model.Transform(Pictures.InMemory(context, Rows));
        foreach ((float[] latent, uint cluster) in view.Vectors("Latent").Zip(view.Values<uint>("PredictedLabel")))
            Console.WriteLine(Format(latent, cluster));
        context.Model.Save(model, schema, args[1]);
        return 0;
    }

    public static string Format(float[] latent, uint cluster) =>
        string.Join(' ', latent.Select(value => BitConverter.SingleToUInt32Bits(value).ToString("x8", CultureInfo.InvariantCulture)).Append($"{cluster}"));

    public static float ParseSingle(string text) =>
        BitConverter.UInt32BitsToSingle(uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    /// <summary>Starts the program and returns the lines that it prints.</summary>
    public static string[] Run(string model, string savedAgain, params (string Name, string Value)[] environment)
    {
        string runtime = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.ProcessPath!;
        var start = new ProcessStartInfo(runtime, ["exec", typeof(FreshProcess).Assembly.Location, model, savedAgain])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : throw new InvalidOperationException($"The process ended with {process.ExitCode}: {errors.Result}");
    }
}
