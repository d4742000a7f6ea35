using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>
/// A transformer within ML.NET's model zip.
/// <code>
/// *** Model.key (version 1.0 of the format, 0x00010001 in ML.NET's header; signature "VAE XFRM") ***
/// string         : input column
/// string         : latent column
/// string or null : log-variance, latent sample, reconstruction, sample, score, predicted label, latent index, condition, p-value
///                  and score contributions
/// bool           : whether reconstruction and sample are image columns
/// *** Weights.safetensors ***
/// metadata "description"        : JSON, see <see cref="ModelDescription"/>
/// metadata "description_sha256" : of the description, the twelve column names (empty if null) and "images" or "vectors", joined by NUL
/// metadata "sha256"             : of the payload
/// tensors                       : exactly those of the network (its <c>state_dict</c>), then those of <see cref="HistoryTensors"/>, then
///                                 those of <see cref="ScoreTensors"/> and <see cref="ScalingTensor"/>
/// </code>
/// </summary>
internal static class ModelFile
{
    private const uint FormatVersion = 0x00010001;
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
        ctx.Writer.Write(columns.DecodesToImages);
        ctx.SaveBinaryStream(WeightsStream, writer => WriteModel(writer, model, columns, outcome));
    }

    public static VaeTransformer Load(IHostEnvironment environment, ModelLoadContext ctx)
    {
        IHost host = environment.Register(nameof(VaeTransformer));
        NativeLibrary.Require(host);
        ColumnLayout columns = ReadHeader(ctx);
        string?[] names = [columns.Input, columns.Latent, .. OptionalNames(columns)];
        if (names.Any(name => name is not null && string.IsNullOrWhiteSpace(name)))
            throw Safetensors.Damaged("Model.key", "a column's name is white space");
        (VaeModel Model, TrainingOutcome Outcome)? read = null;
        bool found = ctx.TryLoadBinaryStream(WeightsStream, reader => read = ReadModel(host, reader, columns, ChooseDevice(host)));
        return found && read is { } loaded
            ? new VaeTransformer(host, loaded.Model, columns with { IsValid = loaded.Model.Rules.IsValidColumn }, loaded.Outcome)
            : throw new ModelFormatException($"The saved model is damaged: it has no stream '{WeightsStream}'.");
    }

    public static (VaeModel Model, TrainingOutcome Outcome) ReadModel(
        IHostEnvironment environment, BinaryReader reader, ColumnLayout columns, Device device)
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
            file.CheckTensors([
                .. Expected(network),
                .. HistoryTensors.Expected(description.Epochs, description.IsValidated),
                .. description.AnomalyScore.ExpectedTensors(description.LatentDimension),
                .. ScalingTensor.Expected(description.InputSize, description.IsStandardized),
            ], Fault);
            PixelColumn input = description.Input(columns, file);
            Likelihood likelihood = description.ToLikelihood();
            TrainingOutcome outcome = description.Outcome(file, columns);
            if (network.IsOutline)
            {
                network.Dispose();
                network = VaeNetwork.Create(architecture);
            }
            file.CopyTo(network.state_dict());
            RowRules rules = description.Rules();
            return (new VaeModel(network, input, likelihood, description.SampleSeed, device) { Rules = rules }, outcome);
        }
        catch
        {
            network.Dispose();
            throw;
        }

        Exception Fault(string tensor, string what) =>
           architecture.Plan is CustomPlan custom && tensor.StartsWith("network.", StringComparison.Ordinal)
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
            return new ColumnLayout
            {
                Input = ctx.LoadNonEmptyString(),
                Latent = ctx.LoadNonEmptyString(),
                LatentLogVariance = ctx.LoadStringOrNull(),
                LatentSample = ctx.LoadStringOrNull(),
                Reconstruction = ctx.LoadStringOrNull(),
                Sample = ctx.LoadStringOrNull(),
                Score = ctx.LoadStringOrNull(),
                PredictedLabel = ctx.LoadStringOrNull(),
                LatentIndex = ctx.LoadStringOrNull(),
                Condition = ctx.LoadStringOrNull(),
                PValue = ctx.LoadStringOrNull(),
                ScoreContributions = ctx.LoadStringOrNull(),
                DecodesToImages = ctx.Reader.ReadByte() switch
                {
                    0 => false,
                    1 => true,
                    byte other => throw new FormatException(FormattableString.Invariant($"a flag is {other}, not 0 or 1")),
                },
            };
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
        Safetensors.Write(writer, metadata, [.. weights, .. HistoryTensors.From(outcome.History), .. ScoreTensors.From(outcome.Scoring),
            .. ScalingTensor.From(model.Input.Slots)]);
    }

    // So that neither the description nor a column's name can change unnoticed.
    private static string Hash(string description, ColumnLayout columns)
    {
        string text = string.Join('\0',
            [description, columns.Input, columns.Latent, .. OptionalNames(columns), columns.DecodesToImages ? "images" : "vectors"]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string?[] OptionalNames(ColumnLayout c) =>
    [
        c.LatentLogVariance, c.LatentSample, c.Reconstruction, c.Sample, c.Score, c.PredictedLabel, c.LatentIndex, c.Condition, c.PValue,
        c.ScoreContributions,
    ];

    private static Device ChooseDevice(IHost host)
    {
        using IChannel channel = host.Start("Loading");
        return DeviceSelector.Choose(host, channel, VaeDevice.Auto);
    }

    private static VersionInfo Version() => new(
        modelSignature: "VAE XFRM",
        verWrittenCur: FormatVersion,
        verReadableCur: FormatVersion,
        verWeCanReadBack: FormatVersion,
        loaderAssemblyName: typeof(VaeTransformer).Assembly.FullName,
        loaderSignature: VaeTransformer.LoaderSignature);
}
