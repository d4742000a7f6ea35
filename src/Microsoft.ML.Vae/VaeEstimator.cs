using Microsoft.ML.Vae.Checkpoints;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Scores;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae;

/// <summary>
/// Fits a variational autoencoder (Kingma and Welling, "Auto-Encoding Variational Bayes", 2014) to a column of vectors or images. Made by
/// <see cref="VaeCatalog.VariationalAutoencoder(TransformsCatalog, VaeOptions)"/>.
/// </summary>
public sealed class VaeEstimator : IEstimator<VaeTransformer>
{
    private readonly IHost _host;
    private readonly int? _contextSeed;
    private readonly VaeOptions _options;

    internal VaeEstimator(IHostEnvironment environment, VaeOptions options)
    {
        _host = environment.Register(nameof(VaeEstimator));
        _contextSeed = (environment as IHostEnvironmentInternal)?.Seed;
        _options = options with { InputColumnName = options.InputOrOutputColumnName };
    }

    /// <summary>Measures how long a fit takes, and when it is time for a report.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>The schema that the fitted transformer will make of an input schema.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The input column is missing or neither a known-size vector of Single or Byte nor images of known size.
    /// </exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        (SchemaShape.Column input, ImageLayout? image) = new PixelColumnFinder(_host, _options).Find(inputSchema);
        Dictionary<string, SchemaShape.Column> columns = inputSchema.ToDictionary(column => column.Name);
        // The size of a vector and the thresholds are not known yet, and no promise shows them.
        bool isImage = input.Kind == SchemaShape.Column.VectorKind.Scalar;
        var pixels = new PixelColumn(input.Name, TorchSharp.torch.ScalarType.Byte, Size: 1, PixelScaling.None)
        {
            Layout = image,
            IsImage = isImage,
        };
        ColumnLayout layout = ColumnLayout.From(_options, isImage);
        bool areGrouped = SlotBinding.AreGrouped(_host, _options, isImage);
        var scoring = new Scoring(_options.AnomalyScore) { Groups = areGrouped ? new ContributionGroups([""], [1]) : null };
        foreach (OutputColumn output in OutputColumns.Create(
            layout, _options.LatentDimension, _options.Objective.Latent.Codebook, pixels, scoring))
            columns[output.Name] = output.Promise(input);
        return new SchemaShape(columns.Values);
    }

    /// <summary>Trains on every row of a data view.</summary>
    /// <param name="input">The training rows.</param>
    /// <exception cref="ArgumentException">
    /// A part of <see cref="Likelihood.Mixed"/> names no slots, or a slot is in several parts or in none; or
    /// <see cref="VaeOptions.ContributionGrouping"/> is set for images; or <see cref="VaeOptions.InitialWeights"/> do not fit the network;
    /// or <see cref="VaeOptions.FrozenParts"/> is set without them.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The input column is missing or neither a known-size vector of Single or Byte nor images of known size, does not fit
    /// <see cref="VaeOptions.Image"/>, or a batch of its rows takes more than 2 GiB.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// There are no rows, a row cannot be used (see <see cref="VaeOptions.OnInvalidTrainingRow"/>), TorchSharp's native library or the
    /// requested GPU is missing, a custom network is unregistered or faulty, or the checkpoint that was found is of another fit.
    /// </exception>
    /// <exception cref="IOException">
    /// The folder of <see cref="VaeOptions.Checkpoints"/> cannot be written or another fit is using it, or a checkpoint could not be
    /// written.
    /// </exception>
    /// <exception cref="ModelFormatException">The checkpoints that were found are damaged.</exception>
    /// <exception cref="ScoreCalibrationException">
    /// The rows could not be read again after the training; the exception holds the trained model.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The loss or a weight stopped being a finite number.</exception>
    /// <exception cref="OperationCanceledException">The fit was canceled; see <see cref="VaeOptions.OnCancellation"/>.</exception>
    public VaeTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return Fit(input, validationData: null);
    }

    /// <summary>
    /// Trains on every row of a data view and, after each epoch, measures the loss on others, which are not trained on. When labels are
    /// predicted, their threshold is calibrated on the validation rows.
    /// </summary>
    /// <param name="trainData">The training rows.</param>
    /// <param name="validationData">
    /// The validation rows, with an input column of the same type and size, wherever it stands; read once per epoch. Null: none.
    /// </param>
    /// <param name="warmStart">
    /// A model of the same layers whose weights the fit begins with; it is left unchanged. Null: fresh weights. A fit that is resumed from
    /// a checkpoint ignores it.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="warmStart"/> has other layers than the options and the data require, or there is
    /// validation data although <see cref="VaeOptions.ValidationFraction"/> is not 0; or a part of <see cref="Likelihood.Mixed"/> names no
    /// slots, or a slot is in several parts or in none; or <see cref="VaeOptions.ContributionGrouping"/> is set for images; or <see
    /// cref="VaeOptions.InitialWeights"/> do not fit the network or are set together with <paramref name="warmStart"/>; or <see
    /// cref="VaeOptions.FrozenParts"/> is set without either.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The input column is missing or neither a known-size vector of Single or Byte nor images of known size, does not fit
    /// <see cref="VaeOptions.Image"/>, or a batch of its rows takes more than 2 GiB.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// There are no rows, a row cannot be used (see <see cref="VaeOptions.OnInvalidTrainingRow"/>), TorchSharp's native library or the
    /// requested GPU is missing, a custom network is unregistered or faulty, or the checkpoint that was found is of another fit.
    /// </exception>
    /// <exception cref="IOException">
    /// The folder of <see cref="VaeOptions.Checkpoints"/> cannot be written or another fit is using it, or a checkpoint could not be
    /// written.
    /// </exception>
    /// <exception cref="ModelFormatException">The checkpoints that were found are damaged.</exception>
    /// <exception cref="ObjectDisposedException"><paramref name="warmStart"/> is disposed.</exception>
    /// <exception cref="ScoreCalibrationException">
    /// The rows could not be read again after the training; the exception holds the trained model.
    /// </exception>
    /// <exception cref="TrainingDivergedException">The loss or a weight stopped being a finite number.</exception>
    /// <exception cref="OperationCanceledException">The fit was canceled; see <see cref="VaeOptions.OnCancellation"/>.</exception>
    public VaeTransformer Fit(IDataView trainData, IDataView? validationData, VaeTransformer? warmStart = null)
    {
        _host.CheckValue(trainData, nameof(trainData));
        if (RankGroup.Of(_options.DataParallel) is { } ranks)
        {
            return new DataParallelFit(_host, _options, ranks, Clock)
                .Run(() => _contextSeed ?? NextSeed(), trainData, validationData, warmStart);
        }
        NativeLibrary.Require(_host);
        VaeOptions options = SlotBinding.Bind(_host, _options, trainData.Schema);
        using CheckpointStore? store = CheckpointStore.Open(
            options, TimeProvider.System, () => FitData.Hash(_host, options, trainData, validationData));
        int seed = options.Seed ?? _contextSeed ?? store?.Seed ?? NextSeed();
        return new VaeFit(_host, options, seed, store, Clock).Run(trainData, validationData, warmStart?.Model);
    }

    // Several threads may fit one estimator, and a Random serves one thread.
    private int NextSeed()
    {
        lock (_host.Rand)
            return _host.Rand.Next();
    }
}
