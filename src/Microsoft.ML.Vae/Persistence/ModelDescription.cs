using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>Everything about a model except its column names and weights, as stored in the file: numbers and words, never code.</summary>
internal sealed record ModelDescription
{
    private const string Points = "deterministic";
    private const string Quantized = "quantized";

    private static readonly JsonTypeInfo<ModelDescription> _json = new JsonDescriptions(new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 5,
    }).ModelDescription;

    public required string PixelType { get; init; }
    public required float PixelOffset { get; init; }
    public required float PixelScale { get; init; }
    public required int InputSize { get; init; }
    public ImageDescription? Image { get; init; }
    public required NetworkDescription Network { get; init; }
    public required int LatentDimension { get; init; }
    public string? Latent { get; init; }
    public int? CodebookVectors { get; init; }
    public int? CodebookGroups { get; init; }
    public ConditionDescription? Condition { get; init; }
    public required LikelihoodDescription Likelihood { get; init; }

    [JsonPropertyName("dynamic_binarization")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsBinarized { get; init; }

    [JsonPropertyName("standardized")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsStandardized { get; init; }
    public required int SampleSeed { get; init; }
    public string? OnInvalidRow { get; init; }
    public string? OnOutOfRange { get; init; }
    public string? OnMissingValue { get; init; }
    public string? ValidityColumn { get; init; }
    public required ScoringDescription AnomalyScore { get; init; }
    public required int Epochs { get; init; }

    [JsonPropertyName("validated")]
    public required bool IsValidated { get; init; }
    public required ReportDescription Report { get; init; }

    public static ModelDescription From(VaeModel model, TrainingOutcome outcome) => new()
    {
        PixelType = model.Input.IsImage ? "image" : model.Input.ElementType == ScalarType.Byte ? "byte" : "single",
        PixelOffset = model.Input.Scaling.Offset,
        PixelScale = model.Input.Scaling.Scale,
        InputSize = model.Input.Size,
        Image = model.Input.Layout is { } layout ? ImageDescription.From(layout) : null,
        Network = NetworkDescription.From(model.Network.Architecture.Plan),
        LatentDimension = model.LatentDimension,
        Latent = LatentName(model.Network.Architecture.Latent),
        CodebookVectors = model.Network.Architecture.Latent.Codebook?.Vectors,
        CodebookGroups = model.Network.Architecture.Latent.Codebook?.Groups,
        Condition = model.Input.Condition is { } condition ? ConditionDescription.From(condition) : null,
        Likelihood = LikelihoodDescription.From(model.Likelihood),
        IsBinarized = model.Input.BinarizationSeed is not null,
        IsStandardized = model.Input.Slots is not null,
        SampleSeed = model.SampleSeed,
        OnInvalidRow = model.Rules.OnInvalidRow == default ? null : EnumNames.Of(model.Rules.OnInvalidRow),
        OnOutOfRange = model.Rules.OnOutOfRange == default ? null : EnumNames.Of(model.Rules.OnOutOfRange),
        OnMissingValue = model.Input.Imputes ? EnumNames.Of(MissingValueBehavior.Impute) : null,
        ValidityColumn = model.Rules.IsValidColumn,
        AnomalyScore = ScoringDescription.From(outcome.Scoring),
        Epochs = outcome.History.Count,
        IsValidated = HistoryTensors.AreValidated(outcome.History),
        Report = ReportDescription.From(outcome.Report),
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
        return new VaeArchitecture(Network.ToPlan(CheckedImage(), environment), InputSize, LatentDimension)
        {
            Latent = LatentSpec(),
            ConditionSize = Condition?.CheckedSize ?? 0,
            HasMask = OnMissingValue is not null,
            PixelVariance = Likelihood.ToLikelihood(InputSize).PixelVariance,
        };
    }

    private static string? LatentName(BottleneckSpec latent) => latent.HasPosterior ? null : latent.Codebook is null ? Points : Quantized;

    private BottleneckSpec LatentSpec() => (Latent, CodebookVectors, CodebookGroups) switch
    {
        (null, null, null) => BottleneckSpec.Gaussian,
        (Points, null, null) => BottleneckSpec.Point,
        (Quantized, >= 2 and <= CodebookShape.MostVectors and { } vectors, >= 1 and { } groups) when LatentDimension % groups == 0 =>
            BottleneckSpec.Quantized(new CodebookShape(vectors, groups)),
        (not (null or Points or Quantized), _, _) => throw Damaged($"latents of kind '{Latent}'"),
        _ => throw Damaged(FormattableString.Invariant(
            $"a codebook of {CodebookVectors} vectors in {CodebookGroups} groups for {LatentDimension} latent dimensions")),
    };

    public PixelColumn Input(ColumnLayout columns, Safetensors file)
    {
        ScalarType type = PixelType switch
        {
            "image" or "byte" => ScalarType.Byte,
            "single" => ScalarType.Float32,
            _ => throw Damaged($"pixel type '{PixelType}'"),
        };
        if (IsStandardized && type != ScalarType.Float32)
            throw Damaged($"standardized slots of pixel type '{PixelType}'");
        var scaling = new PixelScaling(PixelOffset, PixelScale);
        if (!scaling.IsValid)
            throw Damaged($"scaling {scaling}");
        if (OnMissingValue is not null && (type == ScalarType.Byte || EnumNames.Parse<MissingValueBehavior>(OnMissingValue) is null or 0))
            throw Damaged($"missing values that are '{OnMissingValue}' in pixels of type '{PixelType}'");
        bool isImage = PixelType == "image";
        ImageLayout? layout = CheckedImage();
        if ((isImage || columns.DecodesToImages) && layout is not { IsOfImages: true })
            throw Damaged(FormattableString.Invariant($"an image of {layout?.Channels ?? 0} channels"));
        if (columns.LatentIndex is not null && CodebookVectors is null)
            throw Damaged($"no codebook for the column '{columns.LatentIndex}'");
        if (Latent is not null && (columns.LatentLogVariance ?? columns.LatentSample) is { } missing)
            throw Damaged($"latents without a variance for the column '{missing}'");
        return new PixelColumn(columns.Input, type, InputSize, scaling)
        {
            Layout = layout,
            IsImage = isImage,
            BinarizationSeed = IsBinarized ? SampleSeed : null,
            Imputes = OnMissingValue is not null,
            Clip = Rules().Apply(Likelihood.ToLikelihood(InputSize).PixelDomain).ClippedRange,
            Slots = IsStandardized ? ScalingTensor.Read(file, InputSize) : null,
            Condition = (Condition, columns.Condition) switch
            {
                (null, null) => null,
                ({ } condition, { } name) => condition.ToColumn(name),
                _ => throw Damaged($"a condition of the column '{columns.Condition}'"),
            },
        };
    }

    public RowRules Rules()
    {
        InvalidInputBehavior? invalid = EnumNames.Parse<InvalidInputBehavior>(OnInvalidRow ?? EnumNames.Of(InvalidInputBehavior.Throw));
        OutOfRangeBehavior? outOfRange = EnumNames.Parse<OutOfRangeBehavior>(OnOutOfRange ?? EnumNames.Of(OutOfRangeBehavior.Throw));
        bool isNamed = ValidityColumn is null || !string.IsNullOrWhiteSpace(ValidityColumn);
        return invalid is { } onInvalidRow && outOfRange is { } onOutOfRange && isNamed
            ? new RowRules { OnInvalidRow = onInvalidRow, OnOutOfRange = onOutOfRange, IsValidColumn = ValidityColumn }
            : throw Damaged($"rows that are '{OnInvalidRow}', '{OnOutOfRange}', and '{ValidityColumn}'");
    }

    public Likelihood ToLikelihood() =>
        Likelihood.ToLikelihood(InputSize) is var likelihood && IsBinarized && likelihood is not BernoulliLikelihood
        ? throw Damaged($"likelihood '{Likelihood.Kind}' of black and white pixels")
        : likelihood;

    public TrainingOutcome Outcome(Safetensors file, ColumnLayout columns)
    {
        IReadOnlyList<TrainingEpoch> history = HistoryTensors.Read(file, Epochs, IsValidated);
        return new TrainingOutcome(history)
        {
            Scoring = AnomalyScore.ToScoring(file, columns, hasPosterior: Latent is null, InputSize),
            Report = Report.ToReport(LatentDimension, history.Count),
        };
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
