namespace Microsoft.ML.Vae;

/// <summary>What to train, and how. Instances are immutable, so one can serve any number of estimators.</summary>
public sealed partial record VaeOptions
{
    // Columns

    /// <summary>The column to add: each row's latent mean, <c>Vector&lt;Single, LatentDimension&gt;</c>.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>
    /// The column to train on and to encode: a <c>Vector&lt;Single&gt;</c> or <c>Vector&lt;Byte&gt;</c>, or images of one size. Vectors of
    /// unknown size need <see cref="InputSize"/> or <see cref="Image"/>. Vectors of Boolean, Double or integers of at most 32 bits are read
    /// as Single; a row with a value that Single does not hold exactly is invalid. Default: null, the name of the output column.
    /// </summary>
    public string? InputColumnName { get; init; }

    internal string InputOrOutputColumnName => InputColumnName ?? OutputColumnName;

    /// <summary>
    /// The column to condition the model on: a key of at most 4096 values or a <c>Boolean</c>, which are one-hot encoded, or a
    /// <c>Single</c> or <c>Vector&lt;Single&gt;</c> of known size, which is used as it is. If the values of a key have names, as those of
    /// <c>MapValueToKey</c> do, the names are saved with the model, and the keys of other data are matched by name. Encoding, decoding
    /// and sampling then need a condition, too (Sohn, Lee and Yan, "Learning Structured Output Representation using Deep Conditional
    /// Generative Models", 2015). Default: null, an unconditional model.
    /// </summary>
    public string? ConditionColumnName { get; init; }

    /// <summary>
    /// A column to add with log σ² of each row's posterior q(z|x) = N(μ, σ²), <c>Vector&lt;Single, LatentDimension&gt;</c>. Default: null,
    /// no column.
    /// </summary>
    public string? LatentLogVarianceColumnName { get; init; }

    /// <summary>
    /// A column to add with a sample from each row's posterior, <c>Vector&lt;Single, LatentDimension&gt;</c>. It depends only on the row's
    /// posterior and id and on <see cref="SampleSeed"/>. Every PredictionEngine's first row has the same id, and so the same draw, unless
    /// <see cref="SampleSeedColumnName"/> varies it. Default: null, no column.
    /// </summary>
    public string? LatentSampleColumnName { get; init; }

    /// <summary>
    /// A column to add with the indices of the codebook vectors that make up each row's latent, under
    /// <see cref="Objective.VectorQuantization"/>: a key, or with more than one group a vector of keys, one per group. Default: null, no
    /// column.
    /// </summary>
    public string? LatentIndexColumnName { get; init; }

    /// <summary>
    /// A column to add with each row's reconstruction, decoded from its latent mean: a <c>Vector&lt;Single&gt;</c> of the input's size and
    /// in its units, or an image; see <see cref="ImageOutput"/>. Default: null, no column.
    /// </summary>
    public string? ReconstructionColumnName { get; init; }

    /// <summary>
    /// A column to add with a new sample for each row, decoded from a draw from the prior: N(0, I), or under
    /// <see cref="Objective.VectorQuantization"/> uniform over the codebook's vectors. It depends on the row's id, on
    /// <see cref="SampleSeed"/> and, in a conditional model, on the row's condition, but not on its pixels. The type is that of
    /// <see cref="ReconstructionColumnName"/>. Every PredictionEngine's first row has the same id, and so the same draw, unless
    /// <see cref="SampleSeedColumnName"/> varies it; for new samples without rows, see
    /// <see cref="VaeTransformer.Sample(int, int, IReadOnlyList{float})"/>. Default: null, no column.
    /// </summary>
    public string? SampleColumnName { get; init; }

    /// <summary>
    /// A column to add with each row's anomaly score, a <c>Single</c>; see <see cref="AnomalyScore"/>. Higher is more anomalous. Choose a
    /// name other than "Score" if a later trainer, such as KMeans, adds a column of that name. Default: null, no column.
    /// </summary>
    public string? ScoreColumnName { get; init; }

    /// <summary>
    /// A column to add that says whether a row is an anomaly, a <c>Boolean</c>: true if its score exceeds a threshold, which is chosen so
    /// that a fraction <see cref="Contamination"/> of the validation rows exceeds it, or of the training rows if there are no validation
    /// rows; see also <see cref="ThresholdSides"/>. Prefer validation rows, because new rows score higher than rows that were trained on.
    /// Rows whose score overflows are always anomalies. Choose a name other than "PredictedLabel" if a later trainer adds a column of that
    /// name. (ML.NET's anomaly evaluator expects the true label as a <c>Single</c>, 0 or 1.) Default: null, no column.
    /// </summary>
    public string? PredictedLabelColumnName { get; init; }

    /// <summary>
    /// A column to add with the conformal p-value of each row's score, a <c>Single</c> in (0, 1] (Vovk, Gammerman and Shafer, "Algorithmic
    /// Learning in a Random World", 2005): (1 + n) / (1 + N), where n of the N calibration rows score at least as high. These are the
    /// validation rows, or the training rows if there are no validation rows. With validation rows, the p-values of new normal rows are
    /// uniform: flagging rows below 0.01 flags 1 % of them. Up to 1,048,576 scores are saved with the model. Default: null, no column.
    /// </summary>
    public string? PValueColumnName { get; init; }

    /// <summary>
    /// A column to add with each slot's share of the anomaly score: a <c>Vector&lt;Single&gt;</c> of the input's size in nats that adds up
    /// to the score, or a grey image in which the row's largest contribution is white; see <see cref="ImageOutput"/>. What belongs to no
    /// slot, such as the KL divergence, is divided in proportion to the reconstruction errors. Not for <see
    /// cref="AnomalyScore.KullbackLeibler"/> and <see cref="AnomalyScore.LatentDensity"/>. Default: null, no column.
    /// </summary>
    public string? ScoreContributionsColumnName { get; init; }

    /// <summary>
    /// Whether <see cref="ScoreContributionsColumnName"/> has a number for each slot of the input or for each column that
    /// <c>Concatenate</c> made it of, with the columns' names as its slot names; not for images. Default:
    /// <see cref="ContributionGrouping.Slot"/>.
    /// </summary>
    public ContributionGrouping ContributionGrouping { get; init; }

    /// <summary>
    /// What the columns above score, at z = mean. It is saved with the model. Default: <see cref="AnomalyScore.Excess"/>, the negative ELBO
    /// minus the least −log p(x|z) that any decoder could give, in nats.
    /// </summary>
    public AnomalyScore AnomalyScore { get; init; } = AnomalyScore.Excess;

    /// <summary>
    /// Whether rows with too low a score are anomalies, too, for <see cref="PredictedLabelColumnName"/> and <see cref="PValueColumnName"/>.
    /// With both sides, <see cref="Contamination"/> is divided equally between them. Default: <see cref="ThresholdSides.Upper"/>.
    /// </summary>
    public ThresholdSides ThresholdSides { get; init; }

    /// <summary>
    /// A column to add that says whether the model can use a row, a <c>Boolean</c>; see <see cref="OnInvalidRow"/>. It never throws, so
    /// rows can be filtered by it before their other values are read. Default: null, no column.
    /// </summary>
    public string? IsValidColumnName { get; init; }

    /// <summary>
    /// The fraction of anomalies among the rows that calibrate the threshold of <see cref="PredictedLabelColumnName"/>, in (0, 0.5].
    /// Default: 0.1.
    /// </summary>
    public double Contamination { get; init; } = VaeDefaults.Contamination;

    /// <summary>
    /// The seed of the random draws that a trained model makes per row, and of those of <see cref="DynamicBinarization"/> outside training.
    /// It is saved with the model. Default: null, the seed of the fit.
    /// </summary>
    public int? SampleSeed { get; init; }

    /// <summary>
    /// A column of Int32, UInt32, Int64 or UInt64 on which the draws of <see cref="LatentSampleColumnName"/> and
    /// <see cref="SampleColumnName"/> depend in place of the row's id: the same seed gives the same draw, in every row, view and
    /// <see cref="PredictionEngine{TSrc, TDst}"/>, and other seeds give others. The training data needs the column, too. Its name is saved
    /// with the model. Default: null, no column.
    /// </summary>
    public string? SampleSeedColumnName { get; init; }

    /// <summary>
    /// Whether reconstructions, samples and other decoded rows are images or vectors. Default: <see cref="ImageOutput.Auto"/>, as the input
    /// column.
    /// </summary>
    public ImageOutput ImageOutput { get; init; }

    // Input

    /// <summary>
    /// How the values of a row form an image. It is needed for convolutional networks and <see cref="ImageOutput.Image"/> on a vector
    /// column, and for an image column of unknown size, as <c>LoadImages</c> produces; every image must then have this size. Default: null,
    /// which for an image column is its own height and width with three channels, red, green and blue, and for a vector column no image.
    /// </summary>
    public ImageLayout? Image { get; init; }

    /// <summary>
    /// The size of the vectors of a column that does not say it, such as a <c>float[]</c> without <c>[VectorType]</c> or a column of a
    /// DataFrame, in [1, 536870911]; every vector must then have this size. Default: null, the column's size, or that of
    /// <see cref="Image"/>.
    /// </summary>
    public int? InputSize { get; init; }

    /// <summary>
    /// How the column's values are scaled to network inputs. Default: null, which is <see cref="Vae.PixelScaling.None"/> for
    /// <c>Vector&lt;Single&gt;</c> and <see cref="Vae.PixelScaling.ByteToUnit"/> for <c>Vector&lt;Byte&gt;</c> and images.
    /// </summary>
    public PixelScaling? PixelScaling { get; init; }

    /// <summary>
    /// Whether grey pixels in [0, 1] are replaced by black (0) or white (1) at random, with the grey value as the probability of white
    /// (Salakhutdinov and Murray, 2008; Burda, Grosse and Salakhutdinov, 2016). Training draws again in every epoch, seeded by
    /// <see cref="Seed"/>. Validation, <see cref="VaeTransformer.Evaluate(IDataView, int?)"/> and the transform use one fixed draw per row,
    /// which depends only on <see cref="SampleSeed"/> and the row's values. It requires <see cref="Likelihood.Bernoulli"/>. Default: false.
    /// </summary>
    public bool DynamicBinarization { get; init; }

    /// <summary>
    /// Noise that is added to the encoder's input during training, while the loss uses the clean pixels: a denoising model. Default: null,
    /// no noise.
    /// </summary>
    public Corruption? Corruption { get; init; }

    /// <summary>
    /// What a fit does with an invalid training or validation row: pixels outside the likelihood's support, such as NaN, or 255 under
    /// Bernoulli; a vector of another length; an unreadable image; a missing, out-of-range or non-finite condition. For the trained model,
    /// see <see cref="OnInvalidRow"/>. Default: <see cref="InvalidRowBehavior.Throw"/>.
    /// </summary>
    public InvalidRowBehavior OnInvalidTrainingRow { get; init; }

    /// <summary>
    /// What the trained model makes of an invalid row in a transform: throw when one of its added values is read, or give it missing
    /// values. It is saved with the model. <see cref="VaeTransformer.Evaluate(IDataView, int?)"/> always throws. Default: <see
    /// cref="InvalidInputBehavior.Throw"/>.
    /// </summary>
    public InvalidInputBehavior OnInvalidRow { get; init; }

    /// <summary>
    /// What the trained model, and validation during the fit, make of finite values outside of the likelihood's range, such as those that a
    /// normalizer makes of values beyond those it was fitted on: an invalid row, or the nearest value in the range. It is saved with the
    /// model. Training rows have to be in the range. Default: <see cref="OutOfRangeBehavior.Throw"/>.
    /// </summary>
    public OutOfRangeBehavior OnOutOfRange { get; init; }

    /// <summary>
    /// What NaN in the input column means: that the row is invalid, or that the value is missing, which losses and scores leave out and the
    /// reconstruction fills in. <see cref="MissingValueBehavior.Impute"/> takes precedence over <see cref="OnInvalidRow"/> and <see
    /// cref="OnInvalidTrainingRow"/>, for NaN alone. Bytes and images have no NaN; a condition must not have any. It is saved with the
    /// model. Default: <see cref="MissingValueBehavior.Throw"/>.
    /// </summary>
    public MissingValueBehavior OnMissingValue { get; init; }

    /// <summary>
    /// The number of bytes of training rows to keep in memory, at least 1048576. Data that fits is read once. Larger data is read once per
    /// epoch and shuffled through a buffer of this size (or of one row, if that is larger), and once more where anomaly scores are
    /// calibrated on it; see also <see cref="DiskCache"/>. A cache checkpoint before the estimator is therefore needless. Default: 1 GiB.
    /// </summary>
    public long InputCacheBytes { get; init; } = VaeDefaults.InputCacheBytes;

    /// <summary>
    /// The number of bytes of outputs to keep in memory for what follows in an <see cref="EstimatorChain{TLastTransformer}"/>, at least 0.
    /// Trainers such as KMeans read the transformed training data dozens of times, and each time it is read and encoded again. The first
    /// pass keeps the small outputs that it computes (latents, log-variances, samples of the posterior, indices, scores and what follows
    /// from them), and later ones get the same values, shuffled or not. Only the view that the fitted transformer makes of its training
    /// data keeps outputs, until it is released; the data must not change meanwhile. ML.NET's <c>AppendCacheCheckpoint</c> after the
    /// autoencoder keeps the columns themselves. Default: 0, nothing.
    /// </summary>
    public long OutputCacheBytes { get; init; }

    // Model

    /// <summary>The number of latent dimensions, in [1, 4096]. Default: 16.</summary>
    public int LatentDimension { get; init; } = VaeDefaults.LatentDimension;

    /// <summary>
    /// Encoder and decoder. Default: <see cref="Network.Auto"/>, which is <see cref="Network.Convolutional"/> for images of at least 8 × 8
    /// pixels, in image columns or in vectors with <see cref="Image"/>, and otherwise <see cref="Network.FullyConnected"/> with one hidden
    /// layer of 400 units.
    /// </summary>
    public Network Network { get; init; } = Network.Auto;

    /// <summary>
    /// The distribution of a pixel given the latent. Bernoulli rejects values outside [0, 1], which a normalizer fitted on other rows can
    /// produce. Default: <see cref="Likelihood.Bernoulli"/>.
    /// </summary>
    public Likelihood Likelihood { get; init; } = Likelihood.Bernoulli;

    // Objective

    /// <summary>The loss to minimise. Default: <see cref="Objective.Elbo(double)"/> with β = 1, the negative ELBO.</summary>
    public Objective Objective { get; init; } = Objective.Elbo();

    // Optimisation

    /// <summary>
    /// The number of passes over the training data, in [1, 1000000]. Default: null, as many as make 3,000 optimizer steps, but at least 10
    /// and at most 200; 10 if the number of rows is unknown. The log says what was chosen.
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>
    /// The number of rows per batch, in [1, 1048576]; the last batch of an epoch may be smaller. Default: null, 128 for 5,000 rows or more,
    /// 64 for 2,500, 32 for 1,250, otherwise 16; 128 if unknown. See also <see cref="GradientAccumulationSteps"/>.
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>The optimizer's step size, in (0, 1e6]. Default: 0.001.</summary>
    public double LearningRate { get; init; } = VaeDefaults.LearningRate;

    /// <summary>How <see cref="LearningRate"/> changes. Default: <see cref="LearningRateSchedule.Constant"/>, without warm-up.</summary>
    public LearningRateSchedule LearningRateSchedule { get; init; } = LearningRateSchedule.Constant();

    /// <summary>The rule that updates the weights. Default: <see cref="Optimizer.Adam"/> with its defaults.</summary>
    public Optimizer Optimizer { get; init; } = Optimizer.Adam();

    /// <summary>
    /// The maximum Euclidean norm of the gradient of all weights, in (0, 1e12]; larger gradients are scaled down to it (Pascanu, Mikolov
    /// and Bengio, 2013). The loss is summed over pixels, so gradients grow with the size of the image. Default: null, no limit.
    /// </summary>
    public double? MaximumGradientNorm { get; init; }

    // Stopping and validation

    /// <summary>
    /// The expected fraction of the rows, in [0, 0.5], that <c>Fit</c> holds out for validation. Rows are selected at random by their ids,
    /// seeded by <see cref="Seed"/>. They are kept if they fit in this fraction of <see cref="InputCacheBytes"/> or of
    /// <see cref="DiskCache"/>; otherwise each validation reads the data again. Must be 0 if <c>Fit</c> gets validation data. Default: 0.
    /// </summary>
    public double ValidationFraction { get; init; }

    /// <summary>When to stop before the last epoch. Default: null, never.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// Whether the model gets the weights of its best epoch instead of those of the last: the epoch with the lowest negative ELBO at β = 1
    /// on the validation rows, or on the training rows if there are none. Epochs within the objective's warm-up, or within <see
    /// cref="EarlyStopping.WarmupEpochs"/>, cannot be the best. Default: null, true with validation rows or <see cref="EarlyStopping"/>.
    /// </summary>
    public bool? RestoreBestWeights { get; init; }

    internal bool RestoresBest(bool isValidated) => RestoreBestWeights ?? (isValidated || EarlyStopping is not null);

    /// <summary>What to do when the loss or a weight becomes NaN or infinite. Default: <see cref="DivergenceBehavior.Throw"/>.</summary>
    public DivergenceBehavior OnDivergence { get; init; }

    /// <summary>
    /// Whether a fit ends with a health check (<see cref="TrainingReport.Health"/>) that warns of posterior collapse and similar problems.
    /// It takes one forward pass over a sample of at most 4,096 training rows, kept in memory (at most 32 MiB), and a principal component
    /// analysis of them: about a second for 28 × 28 pixels. Default: true.
    /// </summary>
    public bool HealthReport { get; init; } = true;

    /// <summary>
    /// How many samples and reconstructions to keep of each epoch (<see cref="TrainingEpoch.Snapshot"/>), to watch the model learn. They
    /// stay in memory with the history, are not saved with the model, and change nothing about the fit. Default: null, none.
    /// </summary>
    public SnapshotOptions? SnapshotSamples { get; init; }

    // Run

    /// <summary>
    /// The seed of the initial weights, the noise and the order of the rows. With the same seed, machine and number of threads, fits on the
    /// CPU are bit-identical. Default: null, the seed of the <see cref="MLContext"/>, or a random one if it has none.
    /// </summary>
    public int? Seed { get; init; }

    /// <summary>
    /// Where to train, and where the trained model runs; a model loaded from a file always uses <see cref="VaeDevice.Auto"/>. Default:
    /// <see cref="VaeDevice.Auto"/>, ML.NET's own rule.
    /// </summary>
    public VaeDevice Device { get; init; }

    /// <summary>What computes the steps of the fit. Default: <see cref="TrainingEngine.Auto"/>, the faster one.</summary>
    public TrainingEngine Engine { get; init; }

    /// <summary>How precise the matrix products of the fit are. Default: <see cref="TrainingPrecision.Single"/>.</summary>
    public TrainingPrecision Precision { get; init; }

    /// <summary>Cancels a fit within a batch; see <see cref="OnCancellation"/>. Default: none.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>What a cancelled fit does. Default: <see cref="CancellationBehavior.Throw"/>.</summary>
    public CancellationBehavior OnCancellation { get; init; }

    /// <summary>Where the fit writes checkpoints, and from where it resumes. Default: null, no checkpoints.</summary>
    public CheckpointOptions? Checkpoints { get; init; }

    /// <summary>Receives progress after every epoch and a few times per second, on the thread that runs the fit. Default: null.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }
}
