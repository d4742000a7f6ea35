using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae;

/// <summary>What to train and how. Nothing in it changes during a fit, so one object serves any number of estimators.</summary>
public sealed record VaeOptions
{
    /// <summary>The column to add: the latent mean, <c>Vector&lt;Single, LatentDimension&gt;</c>.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>
    /// The column to learn from: a known-size <c>Vector&lt;Single&gt;</c> or <c>Vector&lt;Byte&gt;</c>, or images of one size.
    /// Default: null, the same name as <see cref="OutputColumnName"/>.
    /// </summary>
    public string? InputColumnName { get; init; }

    /// <summary>
    /// A column to add with log σ² of each row's posterior q(z|x) = N(μ, σ²), <c>Vector&lt;Single, LatentDimension&gt;</c>.
    /// Default: null, no such column.
    /// </summary>
    public string? LatentLogVarianceColumnName { get; init; }

    /// <summary>
    /// A column to add with a draw from each row's posterior, <c>Vector&lt;Single, LatentDimension&gt;</c>. The draw depends on
    /// <see cref="SampleSeed"/> and the row's id alone. Default: null, no such column.
    /// </summary>
    public string? LatentSampleColumnName { get; init; }

    /// <summary>
    /// A column to add with the numbers of the codebook's vectors that a row's code consists of, from 1, under <see cref="Objective.VectorQuantization"/>:
    /// a key, or a vector of as many keys as there are groups. Default: null, no such column.
    /// </summary>
    public string? LatentIndexColumnName { get; init; }

    /// <summary>
    /// A column that says what kind each row is, by which the model codes and draws it (a conditional variational autoencoder: Sohn, Lee and Yan, "Learning
    /// Structured Output Representation using Deep Conditional Generative Models", 2015): a key of at most 4096 values, which becomes as many numbers, one
    /// of them 1; or a <c>Single</c> or known-size <c>Vector&lt;Single&gt;</c>, taken as it is. Whatever encodes, decodes or draws needs it too. Default:
    /// null, no such column.
    /// </summary>
    public string? ConditionColumnName { get; init; }

    /// <summary>
    /// A column to add with each row decoded again from its latent mean: a <c>Vector&lt;Single&gt;</c> of the input's size, in the input's units, or
    /// an image; see <see cref="ImageOutput"/>.
    /// Default: null, no such column.
    /// </summary>
    public string? ReconstructionColumnName { get; init; }

    /// <summary>
    /// A column to add with a new picture beside each row, decoded from a draw from the prior N(0, I) that depends on <see cref="SampleSeed"/> and
    /// the row's id alone, and on the row's condition if the model has one, not on its pixels: a <c>Vector&lt;Single&gt;</c> of the input's size, in the
    /// input's units, or an image. Under <see cref="Objective.VectorQuantization"/> the draw is of the codebook's vectors. Default: null, no such column.
    /// </summary>
    public string? SampleColumnName { get; init; }

    /// <summary>
    /// A column to add with each row's anomaly score, a <c>Single</c>: the negative ELBO in nats at z = mean. Higher is more anomalous. Where a
    /// trainer follows that adds a "Score" of its own, such as KMeans, another name keeps both.
    /// Default: null, no such column.
    /// </summary>
    public string? ScoreColumnName { get; init; }

    /// <summary>
    /// A column to add with whether a row is an anomaly, a <c>Boolean</c>: its score is above the threshold that <see cref="Contamination"/> of the
    /// validation rows exceed, or of the training rows when there are no validation rows. New rows score higher than rows that were trained on:
    /// calibrate on validation rows where there are some. Where a trainer follows that adds a "PredictedLabel" of its own, another name keeps both.
    /// (ML.NET's anomaly evaluator wants the true label as a <c>Single</c>, 0 or 1.) Default: null, no such column.
    /// </summary>
    public string? PredictedLabelColumnName { get; init; }

    /// <summary>
    /// The share of anomalies in the rows that the threshold of <see cref="PredictedLabelColumnName"/> is calibrated on, in (0, 0.5].
    /// Default: 0.1.
    /// </summary>
    public double Contamination { get; init; } = VaeDefaults.Contamination;

    /// <summary>Seeds what is drawn per row, also for <see cref="DynamicBinarization"/>; it is saved with the model. Default: null, the seed of the fit.</summary>
    public int? SampleSeed { get; init; }

    /// <summary>Dimensions of the latent space, in [1, 4096]. Default: 16.</summary>
    public int LatentDimension { get; init; } = VaeDefaults.LatentDimension;

    /// <summary>The layers of the encoder and the decoder. Default: <see cref="Network.FullyConnected"/>, with one hidden layer of 400 units.</summary>
    public Network Network { get; init; } = Network.FullyConnected();

    /// <summary>
    /// The density of a pixel given its latent code. Bernoulli refuses values outside 0..1, which a normalizer that was fitted on other rows may
    /// give. Default: <see cref="Likelihood.Bernoulli"/>.
    /// </summary>
    public Likelihood Likelihood { get; init; } = Likelihood.Bernoulli;

    /// <summary>
    /// Whether the network sees black (0) and white (1) in place of grey pixels in [0, 1], a grey value being the probability of white
    /// (Salakhutdinov and Murray, 2008; Burda et al., 2016). Training draws anew in each epoch, from the generator of <see cref="Seed"/>. Everywhere
    /// else, in validation, <see cref="VaeTransformer.Evaluate(IDataView, int?)"/> and the transform, a row gets one fixed draw, which depends on
    /// <see cref="SampleSeed"/> and the row's own values alone. It wants <see cref="Likelihood.Bernoulli"/>, which is a density of such pixels.
    /// Default: false, pixels as they are.
    /// </summary>
    public bool DynamicBinarization { get; init; }

    /// <summary>
    /// Noise on the pixels that the encoder sees in training, against which the model learns to draw the clean ones. Default: null, none.
    /// </summary>
    public Corruption? Corruption { get; init; }

    /// <summary>What training minimises. Default: <see cref="Objective.Elbo(double)"/> with β = 1, the negative ELBO.</summary>
    public Objective Objective { get; init; } = Objective.Elbo();

    /// <summary>Step size of <see cref="Optimizer"/>, in (0, 1e6]. Default: 0.001.</summary>
    public double LearningRate { get; init; } = VaeDefaults.LearningRate;

    /// <summary>From gradients to new weights. Default: <see cref="Optimizer.Adam"/> with its defaults.</summary>
    public Optimizer Optimizer { get; init; } = Optimizer.Adam();

    /// <summary>How <see cref="LearningRate"/> changes over the fit. Default: <see cref="LearningRateSchedule.Constant"/>, without warm-up.</summary>
    public LearningRateSchedule LearningRateSchedule { get; init; } = LearningRateSchedule.Constant();

    /// <summary>
    /// The largest Euclidean length of all gradients together, in (0, 1e12]; longer ones are scaled down to it before a step (Pascanu, Mikolov and
    /// Bengio, 2013). The loss is in nats, summed over the pixels, so lengths grow with the size of a picture. Default: null, no limit.
    /// </summary>
    public double? MaximumGradientNorm { get; init; }

    /// <summary>
    /// The expected share of the rows, in [0, 0.5], that <c>Fit</c> does not train on but validates with, picked at random by <see cref="Seed"/> and
    /// their ids. They are kept in memory if they fit this share of <see cref="InputCacheBytes"/>, else each validation reads the data once more.
    /// It cannot go together with validation rows. Default: 0, none.
    /// </summary>
    public double ValidationFraction { get; init; }

    /// <summary>When to end before the last epoch. Default: null, never.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// Whether the model gets the weights of its best epoch, that with the lowest negative ELBO at β = 1 on the validation rows, or on the training
    /// rows when there are none, rather than those of the last. Default: null, which is true when there are validation rows or
    /// <see cref="EarlyStopping"/>.
    /// </summary>
    public bool? RestoreBestWeights { get; init; }

    /// <summary>What a fit does whose loss or weights stop being finite numbers. Default: <see cref="DivergenceBehavior.Throw"/>.</summary>
    public DivergenceBehavior OnDivergence { get; init; }

    /// <summary>
    /// Whether a fit ends with a look at the model's health (<see cref="TrainingReport.Health"/>) and warns of what is wrong. It takes one forward
    /// pass over a sample of at most 4,096 training rows, kept in memory (at most 32 MiB), and the eigenvalues of their covariance: about a second for
    /// 28 × 28 pixels. Default: true.
    /// </summary>
    public bool HealthReport { get; init; } = true;

    /// <summary>Rows per optimizer step, in [1, 1048576]; the last batch of an epoch may be smaller. Default: 128.</summary>
    public int BatchSize { get; init; } = VaeDefaults.BatchSize;

    /// <summary>Passes over the training data, in [1, 1000000]. Default: 10.</summary>
    public int Epochs { get; init; } = VaeDefaults.Epochs;

    /// <summary>
    /// Seeds the initial weights, the noise and the row order. On the CPU of one machine, with as many threads, fits with one seed are bit-equal.
    /// Default: null, the seed of the <see cref="MLContext"/>, else a random one.
    /// </summary>
    public int? Seed { get; init; }

    /// <summary>
    /// How the numbers of a row make a picture. Default: null, which for an image column is its own height and width with three channels, red,
    /// green and blue; a vector column has no picture then, and needs none but for <see cref="ImageOutput.Image"/>. A column of images of
    /// unknown size, as <c>LoadImages</c> makes it, takes its size from here, and every image must have it.
    /// </summary>
    public ImageLayout? Image { get; init; }

    /// <summary>
    /// Whether <see cref="ReconstructionColumnName"/>, <see cref="SampleColumnName"/> and what the transformer decodes hold images or vectors.
    /// Default: <see cref="ImageOutput.Auto"/>.
    /// </summary>
    public ImageOutput ImageOutput { get; init; }

    /// <summary>
    /// How the column's values become network inputs. Default: null, which is <see cref="Vae.PixelScaling.None"/> for
    /// <c>Vector&lt;Single&gt;</c> and <see cref="Vae.PixelScaling.ByteToUnit"/> for <c>Vector&lt;Byte&gt;</c> and images.
    /// </summary>
    public PixelScaling? PixelScaling { get; init; }

    /// <summary>
    /// Bytes of training rows that may be kept in memory, at least 1048576. Data that fits is read once; larger data is read once per epoch
    /// and shuffled through a buffer of at most this size (or of one row). A threshold that is calibrated on the training rows takes one more
    /// reading. So no cache checkpoint is needed before the estimator (ML.NET's cache drops image columns). Default: 1 GiB.
    /// </summary>
    public long InputCacheBytes { get; init; } = VaeDefaults.InputCacheBytes;

    /// <summary>
    /// What a fit does with a row that it cannot use: pixels outside the likelihood's support, such as NaN or 255 under Bernoulli, a vector of
    /// another length, or an image that cannot be read. A transform always refuses such a row. Default: <see cref="InvalidRowBehavior.Throw"/>.
    /// </summary>
    public InvalidRowBehavior OnInvalidTrainingRow { get; init; }

    /// <summary>
    /// Where to train, and where the trained model computes; one that is loaded from a file goes by <see cref="VaeDevice.Auto"/>.
    /// Default: <see cref="VaeDevice.Auto"/>, ML.NET's own rule.
    /// </summary>
    public VaeDevice Device { get; init; }

    /// <summary>Stops a fit within a batch; see <see cref="OnCancellation"/>. Default: none.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>What a stopped fit does. Default: <see cref="CancellationBehavior.Throw"/>.</summary>
    public CancellationBehavior OnCancellation { get; init; }

    /// <summary>
    /// Where the fit writes checkpoints, and goes on from one that it finds. Default: null, none.
    /// </summary>
    public CheckpointOptions? Checkpoints { get; init; }

    /// <summary>Told how the fit goes, by the fitting thread: at every epoch's end and a few times a second. Default: null.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }
}
