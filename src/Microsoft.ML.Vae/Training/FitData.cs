using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Training;

/// <summary>The data of a fit: the input column, the training rows and the validation rows, if there are any.</summary>
internal sealed class FitData
{
    private readonly VaeOptions _options;
    private readonly int _seed;
    private readonly RankGroup? _ranks;

    /// <summary>Finds the columns; no row is read.</summary>
    /// <param name="host">The host environment.</param>
    /// <param name="options">The options.</param>
    /// <param name="seed">The seed of the fit.</param>
    /// <param name="trainData">The training data.</param>
    /// <param name="validationData">The validation data; null: none, or a share of the training data.</param>
    /// <param name="checkAlive">Called for each row; throws when reading has to stop.</param>
    /// <param name="ranks">The processes that share the rows; null: there is one.</param>
    /// <exception cref="ArgumentException">There is validation data, and a fraction of the training data is held out, too.</exception>
    public FitData(
        IHost host, VaeOptions options, int seed, IDataView trainData, IDataView? validationData, Action checkAlive,
        RankGroup? ranks = null)
    {
        _ranks = ranks;
        _options = options;
        _seed = seed;
        int? binarizationSeed = options.DynamicBinarization ? options.SampleSeed ?? seed : null;
        PixelDomain domain = options.Likelihood.PixelDomain;
        PixelDomain scoring = RowRules.From(options).Apply(domain);
        PixelColumn found = new PixelColumnFinder(host, options).Find(trainData.Schema);
        Column = found with
        {
            BinarizationSeed = binarizationSeed,
            Imputes = options.OnMissingValue == MissingValueBehavior.Impute && found.ElementType != ScalarType.Byte,
            Clip = scoring.ClippedRange,
        };
        Groups = SlotBinding.Groups(host, options, trainData.Schema, Column);
        if (options.SampleSeedColumnName is { } seedColumn)
            SeedColumn.Bind(host, trainData.Schema, seedColumn);
        if (validationData is not null)
        {
            Column.Bind(host, validationData.Schema);
            Column.Condition?.Bind(host, validationData.Schema);
        }
        double fraction = options.ValidationFraction;
        if (validationData is not null && fraction > 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{nameof(options.ValidationFraction)} is {fraction}; must be 0 when validation data is passed."), nameof(validationData));
        }
        View = trainData;
        Training = Loaded = Rows(trainData, domain, Split(isTraining: true), isWhole: false);
        Validation = ValidationRows(isWhole: false);
        WholeTraining = Rows(trainData, domain, Split(isTraining: true), isWhole: true);
        WholeValidation = ValidationRows(isWhole: true);

        HoldoutSplit? Split(bool isTraining) => fraction > 0 ? new HoldoutSplit(seed, fraction, isTraining) : null;

        RowSource? ValidationRows(bool isWhole) => validationData is not null ? Rows(validationData, scoring, share: null, isWhole)
            : fraction > 0 ? Rows(trainData, scoring, Split(isTraining: false), isWhole)
            : null;

        RowSource Rows(IDataView data, PixelDomain domain, HoldoutSplit? share, bool isWhole)
        {
            bool isShared = !isWhole && ranks is { SharesOut: true };
            return new RowSource(host, isShared ? ranks!.Share(data) : data, Column, domain)
            {
                OnInvalidTrainingRow = options.OnInvalidTrainingRow,
                Share = share,
                CheckAlive = checkAlive,
                Whole = isShared ? data : null,
            };
        }
    }

    public PixelColumn Column { get; private set; }

    /// <summary>The slots whose contributions to the score are added up; null: each has its own.</summary>
    public ContributionGroups? Groups { get; }

    /// <summary>Names data by a hash of all its rows, whatever part of them is held out.</summary>
    public static string Hash(IHost host, VaeOptions options, IDataView trainData, IDataView? validationData)
    {
        var stop = new StopSignal(host, options.CancellationToken);
        var data = new FitData(host, options with { ValidationFraction = 0 }, seed: 0, trainData, validationData, stop.Check);
        string training = RowHash.Of(data.Training.Open(), data.Column.RowBytes);
        return data.Validation is { } validation
            ? $"{training}-{RowHash.Of(validation.Open(), data.Column.RowBytes)}"
            : training;
    }

    public RowSource Training { get; }

    /// <summary>The training rows of all processes, where each sees all.</summary>
    public RowSource WholeTraining { get; }

    /// <summary>The validation rows of all processes; null: there are none.</summary>
    public RowSource? WholeValidation { get; }

    public RowSource? Validation { get; private set; }

    /// <summary>The training rows, once they are loaded: from memory where they are there.</summary>
    public RowSource Loaded { get; private set; }

    /// <summary>The training data, validation rows included where they are a share of it.</summary>
    public IDataView View { get; }

    /// <summary>Refuses validation data that is known to be empty. Of several processes, some may have none.</summary>
    public void CheckValidation()
    {
        if (_ranks is null && Validation is { RowCount: 0 })
            throw Validation.NoRows("validation", Validation.Scan());
    }

    /// <summary>Learns from the loaded rows how a model's numbers are standardized, where the likelihood wants that.</summary>
    public void Standardize(VaeModel model)
    {
        if (_options.Likelihood is not MixedLikelihood mixed)
            return;
        using RowBatches rows = Loaded.OpenBatches(Column.InferenceBatchSize);
        Column = Column with { Slots = SlotScaling.Learn(rows, Column.RowBytes, Column.Size, mixed.Parts, _ranks) };
        model.Input = Column;
    }

    /// <summary>Reads the rows into memory, as far as the budget allows.</summary>
    public TrainingRows Load()
    {
        double fraction = _options.ValidationFraction;
        int orderSeed = _ranks?.OrderSeed(_seed) ?? _seed;
        TrainingRows rows = TrainingRows.Open(Training, orderSeed, (long)((1 - fraction) * _options.InputCacheBytes));
        if (rows.InMemory is { } inMemory)
            Loaded = Training.Of(inMemory);
        if (fraction > 0)
        {
            Validation = Validation!.TryCache((long)(fraction * _options.InputCacheBytes)) ?? Validation;
            CheckValidation();
        }
        return rows;
    }
}
