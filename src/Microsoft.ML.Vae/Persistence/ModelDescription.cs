using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Mapping;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Training;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>Everything about a model but its column names and weights, as it stands in the file: numbers and words, never code.</summary>
internal sealed record ModelDescription
{
    private static readonly JsonTypeInfo<ModelDescription> _json = new JsonDescriptions(new(JsonSerializerDefaults.General)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 5,
    }).ModelDescription;

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

    /// <summary>Null in the first format, which had fully connected networks with rectifiers only.</summary>
    [JsonPropertyName("network")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NetworkDescription? Network { get; init; }

    [JsonPropertyName("encoder_sizes")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? EncoderSizes { get; init; }

    [JsonPropertyName("latent_dimension")]
    public required int LatentDimension { get; init; }

    [JsonPropertyName("decoder_sizes")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? DecoderSizes { get; init; }

    [JsonPropertyName("latent")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Latent { get; init; }

    [JsonPropertyName("codebook_vectors")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CodebookVectors { get; init; }

    [JsonPropertyName("codebook_groups")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? CodebookGroups { get; init; }

    [JsonPropertyName("condition")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ConditionDescription? Condition { get; init; }

    [JsonPropertyName("likelihood")]
    public required string LikelihoodName { get; init; }

    [JsonPropertyName("standard_deviation")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? StandardDeviation { get; init; }

    [JsonPropertyName("likelihood_scale")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LikelihoodScale { get; init; }

    [JsonPropertyName("minimum_standard_deviation")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MinimumStandardDeviation { get; init; }

    [JsonPropertyName("dynamic_binarization")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsBinarized { get; init; }

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
        Network = NetworkDescription.Of(model.Network.Architecture.Layers),
        LatentDimension = model.LatentDimension,
        Latent = model.HasPosterior ? null : EnumNames.Of(model.Network.Architecture.Latent),
        CodebookVectors = model.Network.Architecture.Codebook?.Vectors,
        CodebookGroups = model.Network.Architecture.Codebook?.Groups,
        Condition = model.Input.Condition is { } condition ? ConditionDescription.Of(condition) : null,
        LikelihoodName = LikelihoodNames.Of(model.Likelihood),
        StandardDeviation = (model.Likelihood as GaussianLikelihood)?.StandardDeviation,
        LikelihoodScale = (model.Likelihood as LaplaceLikelihood)?.Scale ?? (model.Likelihood as DiscretizedLogisticLikelihood)?.Scale,
        MinimumStandardDeviation = (model.Likelihood as LearnedVarianceLikelihood)?.MinimumStandardDeviation,
        IsBinarized = model.Input.BinarizationSeed is not null,
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
            return JsonSerializer.Deserialize(json, _json) ?? throw Damaged("null");
        }
        catch (JsonException e)
        {
            throw new ModelFormatException($"The saved model is damaged: description: {e.Message}", e);
        }
    }

    public VaeArchitecture Architecture(IHostEnvironment environment)
    {
        if (InputSize < 1 || LatentDimension < 1)
            throw Damaged(FormattableString.Invariant($"{InputSize} pixels and {LatentDimension} latent dimensions"));
        LatentKind latent = Latent is null ? LatentKind.Gaussian : EnumNames.Parse<LatentKind>(Latent) ?? throw Damaged($"codes of kind '{Latent}'");
        return new VaeArchitecture(Layers(environment), InputSize, LatentDimension)
        {
            Latent = latent,
            Codebook = Codebook(latent),
            ConditionSize = Condition?.CheckedSize ?? 0,
            PixelVariance = Likelihood().PixelVariance,
        };
    }

    private CodebookShape? Codebook(LatentKind latent) => (latent, CodebookVectors, CodebookGroups) switch
    {
        (LatentKind.Quantized, >= 2 and <= CodebookShape.MostVectors and { } vectors, >= 1 and { } groups) when LatentDimension % groups == 0 => new(vectors, groups),
        (not LatentKind.Quantized, null, null) => null,
        _ => throw Damaged(FormattableString.Invariant($"a codebook of {CodebookVectors} vectors in {CodebookGroups} groups for {LatentDimension} latent dimensions")),
    };

    private Layers Layers(IHostEnvironment environment)
    {
        NetworkDescription? network = Network is null
            ? new NetworkDescription { Kind = NetworkDescription.FullyConnected, EncoderSizes = EncoderSizes, DecoderSizes = DecoderSizes, Activation = EnumNames.Of(Activation.Relu) }
            : EncoderSizes is null && DecoderSizes is null ? Network : throw Damaged("two networks");
        return network.ToLayers(CheckedImage(), environment);
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
        ImageLayout? layout = CheckedImage();
        if ((isImage || columns.PicturesAreImages) && layout is not { IsOfImages: true })
            throw Damaged(FormattableString.Invariant($"an image of {layout?.Channels ?? 0} channels"));
        if (columns.LatentIndex is not null && CodebookVectors is null)
            throw Damaged($"no codebook for the column '{columns.LatentIndex}'");
        if (Latent is not null && (columns.LatentLogVariance ?? columns.LatentSample) is { } missing)
            throw Damaged($"codes without a variance for the column '{missing}'");
        return new PixelColumn(columns.Input, type, InputSize, scaling)
        {
            Layout = layout,
            IsImage = isImage,
            BinarizationSeed = IsBinarized ? SampleSeed : null,
            Condition = (Condition, columns.Condition) switch
            {
                (null, null) => null,
                ({ } condition, { } name) => condition.ToColumn(name),
                _ => throw Damaged($"a condition of the column '{columns.Condition}'"),
            },
        };
    }

    public Likelihood Likelihood()
    {
        Likelihood? likelihood = LikelihoodNames.Create(LikelihoodName, StandardDeviation, LikelihoodScale, MinimumStandardDeviation);
        if (likelihood is null)
        {
            throw Damaged(FormattableString.Invariant(
                $"likelihood '{LikelihoodName}' with standard deviation {StandardDeviation}, scale {LikelihoodScale} and minimum {MinimumStandardDeviation}"));
        }
        return IsBinarized && likelihood is not BernoulliLikelihood ? throw Damaged($"likelihood '{LikelihoodName}' of black and white pixels") : likelihood;
    }

    public TrainingOutcome Outcome(IReadOnlyList<TrainingEpoch> history, bool predictsLabels)
    {
        if (ScoreThreshold is { } threshold ? !float.IsFinite(threshold) : predictsLabels)
            throw Damaged(FormattableString.Invariant($"score threshold {ScoreThreshold}"));
        return new TrainingOutcome(history, ScoreThreshold) { Report = Report?.ToReport(LatentDimension, history.Count) };
    }

    private ImageLayout? CheckedImage()
    {
        ImageLayout? layout = Image?.ToLayout();
        return layout is null || !layout.Faults().Any() && layout.Size == InputSize
            ? layout
            : throw Damaged(FormattableString.Invariant($"an image of {layout} for {InputSize} pixels"));
    }

    private static ModelFormatException Damaged(string what) => Safetensors.Damaged("description", what);
}
