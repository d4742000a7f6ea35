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
/// metadata "description"        : JSON, see <see cref="ModelDescription"/>
/// metadata "description_sha256" : of the description, output, input and reconstruction column (empty if none), with a NUL between each two
/// metadata "sha256"             : of the payload
/// tensors                       : float32, exactly those of <see cref="VaeArchitecture.Tensors"/>
/// </code>
/// </summary>
internal static class ModelFile
{
    private const string WeightsStream = "Weights.safetensors";
    private const string DescriptionKey = "description";
    private const string DescriptionHashKey = "description_sha256";

    public static void Save(ModelSaveContext ctx, VaeModel model, string outputColumn, string? reconstructionColumn)
    {
        var columns = new ColumnNames(outputColumn, model.Input.Name, reconstructionColumn);
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        ctx.SaveNonEmptyString(columns.Output);
        ctx.SaveNonEmptyString(columns.Input);
        ctx.Writer.Write(columns.Reconstruction is not null);
        if (columns.Reconstruction is not null)
            ctx.SaveNonEmptyString(columns.Reconstruction);
        ctx.SaveBinaryStream(WeightsStream, writer => WriteModel(writer, model, columns));
    }

    public static VaeTransformer Load(IHostEnvironment environment, ModelLoadContext ctx)
    {
        ColumnNames columns = ReadHeader(ctx);
        VaeModel? model = null;
        bool found = ctx.TryLoadBinaryStream(WeightsStream, reader => model = ReadModel(reader, columns));
        return found && model is not null
            ? new VaeTransformer(environment, model, columns.Output, columns.Reconstruction)
            : throw new ModelFormatException($"The saved model is damaged: it has no stream '{WeightsStream}'.");
    }

    private static ColumnNames ReadHeader(ModelLoadContext ctx)
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
            return new ColumnNames(output, input, hasReconstruction ? ctx.LoadNonEmptyString() : null);
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException or InvalidOperationException or ArgumentException)
        {
            throw new ModelFormatException($"The saved model is damaged or of another version: Model.key: {e.Message}", e);
        }
    }

    public static VaeModel ReadModel(BinaryReader reader, ColumnNames columns)
    {
        Safetensors file = Safetensors.Read(reader);
        string json = file.Text(DescriptionKey);
        if (file.Text(DescriptionHashKey) != columns.HashWith(json))
            throw Safetensors.Damaged("description or Model.key", $"their hash is not the metadata's '{DescriptionHashKey}'");
        ModelDescription description = ModelDescription.Parse(json);
        VaeArchitecture architecture = description.Architecture();
        file.CheckTensors(architecture.Tensors());

        PixelColumn input = description.Input(columns.Input);
        Likelihood likelihood = description.Likelihood();
        VaeNetwork network = VaeNetwork.Create(architecture);
        file.CopyTo(network.state_dict());
        return new VaeModel(network, input, likelihood);
    }

    private static void WriteModel(BinaryWriter writer, VaeModel model, ColumnNames columns)
    {
        string json = ModelDescription.Of(model).ToJson();
        Dictionary<string, string> metadata = new() { [DescriptionKey] = json, [DescriptionHashKey] = columns.HashWith(json) };
        using VaeModel.Lease lease = model.Use();
        Safetensors.Write(writer, metadata, model.Network.state_dict());
    }

    private static VersionInfo Version() => new(
        modelSignature: "VAE XFRM",
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderAssemblyName: typeof(VaeTransformer).Assembly.FullName,
        loaderSignature: VaeTransformer.LoaderSignature);
}
