using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Interop;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.Training;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>
/// A transformer within ML.NET's model zip.
/// <code>
/// *** Model.key (version 1.2, signature "VAE XFRM") ***
/// string         : input column
/// string         : latent column
/// string or null : log-variance, latent sample, reconstruction, sample, score and predicted label column, in this order
/// bool           : whether reconstruction and sample are images
/// string or null : latent index column, condition column (both from version 1.2 on)
/// *** Weights.safetensors ***
/// metadata "description"        : JSON, see <see cref="ModelDescription"/>
/// metadata "description_sha256" : of the description, the first eight column names (empty if null), "images" or "vectors" and, if either is not
///                                 null, the last two column names, with a NUL between each two
/// metadata "sha256"             : of the payload
/// tensors                       : exactly those of the network (its <c>state_dict</c>), then those of <see cref="HistoryTensors"/>
/// </code>
/// </summary>
internal static class ModelFile
{
    private const uint FirstVersion = 0x00010001;
    private const uint VersionWithCondition = 0x00010002;
    private const string WeightsStream = "Weights.safetensors";
    private const string DescriptionKey = "description";
    private const string DescriptionHashKey = "description_sha256";

    public static void Save(ModelSaveContext ctx, VaeModel model, ColumnLayout columns, TrainingOutcome outcome)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        ctx.SaveNonEmptyString(columns.Input);
        ctx.SaveNonEmptyString(columns.Latent);
        foreach (string? name in OptionalNames(columns))
            ctx.SaveStringOrNull(name);
        ctx.Writer.Write(columns.PicturesAreImages);
        ctx.SaveStringOrNull(columns.LatentIndex);
        ctx.SaveStringOrNull(columns.Condition);
        ctx.SaveBinaryStream(WeightsStream, writer => WriteModel(writer, model, columns, outcome));
    }

    public static VaeTransformer Load(IHostEnvironment environment, ModelLoadContext ctx)
    {
        IHost host = environment.Register(nameof(VaeTransformer));
        NativeLibrary.Require(host);
        ColumnLayout columns = ReadHeader(ctx);
        if (new[] { columns.Input, columns.Latent, columns.LatentIndex, columns.Condition }.Concat(OptionalNames(columns)).Any(name => name is not null && string.IsNullOrWhiteSpace(name)))
            throw Safetensors.Damaged("Model.key", "a column's name is white space");
        (VaeModel Model, TrainingOutcome Outcome)? read = null;
        bool found = ctx.TryLoadBinaryStream(WeightsStream, reader => read = ReadModel(host, reader, columns, ChooseDevice(host)));
        return found && read is { } loaded
            ? new VaeTransformer(host, loaded.Model, columns, loaded.Outcome)
            : throw new ModelFormatException($"The saved model is damaged: it has no stream '{WeightsStream}'.");
    }

    public static (VaeModel Model, TrainingOutcome Outcome) ReadModel(IHostEnvironment environment, BinaryReader reader, ColumnLayout columns, Device device)
    {
        Safetensors file = Safetensors.Read(reader);
        string json = file.Text(DescriptionKey);
        if (file.Text(DescriptionHashKey) != Hash(json, columns))
            throw Safetensors.Damaged("description or Model.key", $"their hash is not the metadata's '{DescriptionHashKey}'");
        ModelDescription description = ModelDescription.Parse(json);
        VaeArchitecture architecture = description.Architecture(environment);
        // Unless the network is the application's, no memory is taken before the file is found to hold exactly its tensors.
        VaeNetwork network = Outline(architecture);
        try
        {
            file.CheckTensors([.. Expected(network), .. HistoryTensors.Expected(description.Epochs, description.IsValidated)], Fault);
            PixelColumn input = description.Input(columns);
            Likelihood likelihood = description.Likelihood();
            TrainingOutcome outcome = description.Outcome(HistoryTensors.Read(file, description.Epochs, description.IsValidated), columns.PredictedLabel is not null);
            if (network.IsOutline)
            {
                network.Dispose();
                network = VaeNetwork.Create(architecture);
            }
            file.CopyTo(network.state_dict());
            return (new VaeModel(network, input, likelihood, description.SampleSeed, device), outcome);
        }
        catch
        {
            network.Dispose();
            throw;
        }

        Exception Fault(string tensor, string what) => architecture.Plan is CustomPlan custom && tensor.StartsWith("network.", StringComparison.Ordinal)
            ? custom.Mismatch(tensor, what)
            : Safetensors.Damaged($"tensor '{tensor}'", what);
    }

    private static VaeNetwork Outline(VaeArchitecture architecture)
    {
        try
        {
            return VaeNetwork.CreateOutline(architecture);
        }
        catch (System.Runtime.InteropServices.ExternalException e)
        {
            throw new ModelFormatException($"The saved model is damaged: description: {architecture} has too many weights.", e);
        }
    }

    private static IEnumerable<ExpectedTensor> Expected(VaeNetwork network) =>
        network.state_dict().Select(tensor => new ExpectedTensor(tensor.Key, TensorEntry.TypeOf(tensor.Value), tensor.Value.shape));

    private static ColumnLayout ReadHeader(ModelLoadContext ctx)
    {
        try
        {
            ctx.CheckAtModel(Version());
            var columns = new ColumnLayout
            {
                Input = ctx.LoadNonEmptyString(),
                Latent = ctx.LoadNonEmptyString(),
                LatentLogVariance = ctx.LoadStringOrNull(),
                LatentSample = ctx.LoadStringOrNull(),
                Reconstruction = ctx.LoadStringOrNull(),
                Sample = ctx.LoadStringOrNull(),
                Score = ctx.LoadStringOrNull(),
                PredictedLabel = ctx.LoadStringOrNull(),
                PicturesAreImages = ctx.Reader.ReadByte() switch
                {
                    0 => false,
                    1 => true,
                    byte other => throw new FormatException(FormattableString.Invariant($"a flag is {other}, not 0 or 1")),
                },
            };
            return ctx.Header.ModelVerWritten < VersionWithCondition
                ? columns
                : columns with { LatentIndex = ctx.LoadStringOrNull(), Condition = ctx.LoadStringOrNull() };
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException or InvalidOperationException or ArgumentException)
        {
            throw new ModelFormatException($"The saved model is damaged or of another version: Model.key: {e.Message}", e);
        }
    }

    private static void WriteModel(BinaryWriter writer, VaeModel model, ColumnLayout columns, TrainingOutcome outcome)
    {
        string json = ModelDescription.From(model, outcome).ToJson();
        Dictionary<string, string> metadata = new() { [DescriptionKey] = json, [DescriptionHashKey] = Hash(json, columns) };
        using VaeModel.Lease lease = model.Use();
        var weights = model.Network.state_dict().Select(tensor => (Name: tensor.Key, Tensor: tensor.Value.cpu()));
        Safetensors.Write(writer, metadata, [.. weights, .. HistoryTensors.From(outcome.History, outcome.IsValidated)]);
    }

    // So that neither the description nor a column's name can change unnoticed.
    private static string Hash(string description, ColumnLayout columns)
    {
        string?[] later = columns.LatentIndex is null && columns.Condition is null ? [] : [columns.LatentIndex, columns.Condition];
        string text = string.Join('\0',
            [description, columns.Input, columns.Latent, .. OptionalNames(columns), columns.PicturesAreImages ? "images" : "vectors", .. later]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string?[] OptionalNames(ColumnLayout c) =>
        [c.LatentLogVariance, c.LatentSample, c.Reconstruction, c.Sample, c.Score, c.PredictedLabel];

    private static Device ChooseDevice(IHost host)
    {
        using IChannel channel = host.Start("Loading");
        return DeviceSelector.Choose(host, channel, VaeDevice.Auto);
    }

    private static VersionInfo Version() => new(
        modelSignature: "VAE XFRM",
        verWrittenCur: VersionWithCondition,
        verReadableCur: VersionWithCondition,
        verWeCanReadBack: FirstVersion,
        loaderAssemblyName: typeof(VaeTransformer).Assembly.FullName,
        loaderSignature: VaeTransformer.LoaderSignature);
}
