using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Mapping;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Training;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>Everything about a model but its column names and weights, as it stands in the file: numbers and words, never code.</summary>
internal sealed record ModelDescription
{
    private const int MaximumSize = 1 << 24;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.General)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 5,
    };

    [JsonPropertyName("pixel_type")]
    public required string PixelType { get; init; }

    [JsonPropertyName("pixel_offset")]
    public required float PixelOffset { get; init; }

    [JsonPropertyName("pixel_scale")]
    public required float PixelScale { get; init; }

    [JsonPropertyName("input_size")]
    public required int InputSize { get; init; }

    [JsonPropertyName("image")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImageDescription? Image { get; init; }

    [JsonPropertyName("encoder_sizes")]
    public required IReadOnlyList<int> EncoderSizes { get; init; }

    [JsonPropertyName("latent_dimension")]
    public required int LatentDimension { get; init; }

    [JsonPropertyName("decoder_sizes")]
    public required IReadOnlyList<int> DecoderSizes { get; init; }

    [JsonPropertyName("likelihood")]
    public required string LikelihoodName { get; init; }

    [JsonPropertyName("standard_deviation")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? StandardDeviation { get; init; }

    [JsonPropertyName("sample_seed")]
    public required int SampleSeed { get; init; }

    [JsonPropertyName("score_threshold")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? ScoreThreshold { get; init; }

    [JsonPropertyName("epochs")]
    public required int Epochs { get; init; }

    [JsonPropertyName("validated")]
    public required bool IsValidated { get; init; }

    [JsonPropertyName("report")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReportDescription? Report { get; init; }

    public static ModelDescription Of(VaeModel model, TrainingOutcome outcome) => new()
    {
        PixelType = model.Input.IsImage ? "image" : model.Input.ElementType == ScalarType.Byte ? "byte" : "single",
        PixelOffset = model.Input.Scaling.Offset,
        PixelScale = model.Input.Scaling.Scale,
        InputSize = model.Input.Size,
        Image = model.Input.Layout is { } layout ? ImageDescription.Of(layout) : null,
        EncoderSizes = model.Network.Architecture.EncoderSizes,
        LatentDimension = model.LatentDimension,
        DecoderSizes = model.Network.Architecture.DecoderSizes,
        LikelihoodName = model.Likelihood is GaussianLikelihood ? "gaussian" : "bernoulli",
        StandardDeviation = (model.Likelihood as GaussianLikelihood)?.StandardDeviation,
        SampleSeed = model.SampleSeed,
        ScoreThreshold = outcome.ScoreThreshold,
        Epochs = outcome.History.Count,
        IsValidated = outcome.IsValidated,
        Report = outcome.Report is { } report ? ReportDescription.Of(report) : null,
    };

    public string ToJson() => JsonSerializer.Serialize(this, _json);

    public static ModelDescription Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ModelDescription>(json, _json) ?? throw Damaged("null");
        }
        catch (JsonException e)
        {
            throw new ModelFormatException($"The saved model is damaged: description: {e.Message}", e);
        }
    }

    public VaeArchitecture Architecture()
    {
        int[] sizes = [InputSize, LatentDimension, .. EncoderSizes, .. DecoderSizes];
        foreach (int size in sizes)
        {
            if (size is < 1 or > MaximumSize)
                throw Damaged(FormattableString.Invariant($"a layer of {size} units"));
        }
        return new VaeArchitecture(InputSize, EncoderSizes, LatentDimension, DecoderSizes);
    }

    public PixelColumn Input(ColumnNames columns)
    {
        ScalarType type = PixelType switch
        {
            "image" or "byte" => ScalarType.Byte,
            "single" => ScalarType.Float32,
            _ => throw Damaged($"pixel type '{PixelType}'"),
        };
        var scaling = new PixelScaling(PixelOffset, PixelScale);
        if (!scaling.IsValid)
            throw Damaged($"scaling {scaling}");
        bool isImage = PixelType == "image";
        ImageLayout? layout = Image?.ToLayout();
        if (layout is null ? isImage || columns.PicturesAreImages : layout.Faults().Any() || layout.Size != InputSize)
            throw Damaged(FormattableString.Invariant($"an image of {layout} for {InputSize} pixels"));
        return new PixelColumn(columns.Input, type, InputSize, scaling) { Layout = layout, IsImage = isImage };
    }

    public Likelihood Likelihood() => (LikelihoodName, StandardDeviation) switch
    {
        ("bernoulli", null) => Vae.Likelihood.Bernoulli,
        ("gaussian", >= GaussianLikelihood.SmallestStandardDeviation and <= GaussianLikelihood.LargestStandardDeviation) =>
            Vae.Likelihood.Gaussian(StandardDeviation.Value),
        _ => throw Damaged(FormattableString.Invariant($"likelihood '{LikelihoodName}' with standard deviation {StandardDeviation}")),
    };

    public TrainingOutcome Outcome(IReadOnlyList<TrainingEpoch> history, bool predictsLabels)
    {
        if (ScoreThreshold is { } threshold ? !float.IsFinite(threshold) : predictsLabels)
            throw Damaged(FormattableString.Invariant($"score threshold {ScoreThreshold}"));
        return new TrainingOutcome(history, ScoreThreshold) { Report = Report?.ToReport(LatentDimension, history.Count) };
    }

    private static ModelFormatException Damaged(string what) => Safetensors.Damaged("description", what);
}
