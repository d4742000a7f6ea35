using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>
/// A transformer within ML.NET's model zip.
/// <code>
/// *** Model.key (version 1.1, signature "VAE XFRM") ***
/// string : output column
/// string : input column
/// bool   : whether there is a reconstruction column
/// string : reconstruction column, if there is
/// *** Weights.safetensors ***
/// metadata "description" : JSON, see <see cref="ModelDescription"/>
/// metadata "sha256"      : of the payload
/// tensors                : float32, exactly those of <see cref="VaeArchitecture.Tensors"/>
/// </code>
/// </summary>
internal static class ModelFile
{
    private const string WeightsStream = "Weights.safetensors";
    private const string DescriptionKey = "description";

    public static void Save(ModelSaveContext ctx, VaeModel model, string outputColumn, string? reconstructionColumn)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        ctx.SaveNonEmptyString(outputColumn);
        ctx.SaveNonEmptyString(model.Input.Name);
        ctx.Writer.Write(reconstructionColumn is not null);
        if (reconstructionColumn is not null)
            ctx.SaveNonEmptyString(reconstructionColumn);

        ctx.SaveBinaryStream(WeightsStream, writer =>
        {
            using VaeModel.Lease lease = model.Use();
            Safetensors.Write(writer, new() { [DescriptionKey] = ModelDescription.Of(model).ToJson() }, model.Network.state_dict());
        });
    }

    public static VaeTransformer Load(IHostEnvironment environment, ModelLoadContext ctx)
    {
        (string output, string input, string? reconstruction) = ReadHeader(ctx);
        VaeModel? model = null;
        bool found = ctx.TryLoadBinaryStream(WeightsStream, reader => model = ReadModel(reader, input));
        return found && model is not null
            ? new VaeTransformer(environment, model, output, reconstruction)
            : throw new ModelFormatException($"The saved model is damaged: it has no stream '{WeightsStream}'.");
    }

    private static (string Output, string Input, string? Reconstruction) ReadHeader(ModelLoadContext ctx)
    {
        try
        {
            ctx.CheckAtModel(Version());
            string output = ctx.LoadNonEmptyString();
            string input = ctx.LoadNonEmptyString();
            bool hasReconstruction = ctx.Reader.ReadByte() switch
            {
                0 => false,
                1 => true,
                byte other => throw new FormatException(FormattableString.Invariant($"a flag is {other}, not 0 or 1")),
            };
            return (output, input, hasReconstruction ? ctx.LoadNonEmptyString() : null);
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException or InvalidOperationException or ArgumentException)
        {
            throw new ModelFormatException($"The saved model is damaged or of another version: Model.key: {e.Message}", e);
        }
    }

    public static VaeModel ReadModel(BinaryReader reader, string inputColumn)
    {
        Safetensors file = Safetensors.Read(reader);
        if (!file.Metadata.TryGetValue(DescriptionKey, out string? json))
            throw Safetensors.Damaged("metadata", $"'{DescriptionKey}' is missing");
        ModelDescription description = ModelDescription.Parse(json);
        VaeArchitecture architecture = description.Architecture();
        file.CheckTensors(architecture.Tensors());

        PixelColumn input = description.Input(inputColumn);
        Likelihood likelihood = description.Likelihood();
        VaeNetwork network = VaeNetwork.Create(architecture);
        file.CopyTo(network.state_dict());
        return new VaeModel(network, input, likelihood);
    }

    private static VersionInfo Version() => new(
        modelSignature: "VAE XFRM",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderAssemblyName: typeof(VaeTransformer).Assembly.FullName,
        loaderSignature: VaeTransformer.LoaderSignature);
}
