namespace Microsoft.ML.Vae;

/// <summary>What to train and how. Nothing in it changes during a fit, so one object serves any number of estimators.</summary>
public sealed record VaeOptions
{
    /// <summary>The column to add: the latent mean, <c>Vector&lt;Single, LatentDimension&gt;</c>.</summary>
    public required string OutputColumnName { get; init; }

    /// <summary>
    /// The column to learn from: a known-size <c>Vector&lt;Single&gt;</c> or <c>Vector&lt;Byte&gt;</c>, or images.
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
    /// A column to add with each row decoded again from its latent mean: a <c>Vector&lt;Single&gt;</c> of the input's size, in the input's units, or
    /// an image; see <see cref="PictureColumns"/>.
    /// Default: null, no such column.
    /// </summary>
    public string? ReconstructionColumnName { get; init; }

    /// <summary>
    /// A column to add with a new picture beside each row, decoded from a draw from the prior N(0, I) that depends on <see cref="SampleSeed"/> and
    /// the row's id alone, not on what the row holds: a <c>Vector&lt;Single&gt;</c> of the input's size, in the input's units, or an image.
    /// Default: null, no such column.
    /// </summary>
    public string? SampleColumnName { get; init; }

    /// <summary>
    /// A column to add with each row's anomaly score, a <c>Single</c>: the negative ELBO in nats at z = mean. Higher is more anomalous.
    /// Default: null, no such column.
    /// </summary>
    public string? ScoreColumnName { get; init; }

    /// <summary>
    /// A column to add with whether a row is an anomaly, a <c>Boolean</c>: its score is above the threshold that <see cref="Contamination"/> of the
    /// validation rows exceed, or of the training rows when there are no validation rows. Default: null, no such column.
    /// </summary>
    public string? PredictedLabelColumnName { get; init; }

    /// <summary>
    /// The share of anomalies in the rows that the threshold of <see cref="PredictedLabelColumnName"/> is calibrated on, in (0, 0.5].
    /// Default: 0.1.
    /// </summary>
    public double Contamination { get; init; } = VaeDefaults.Contamination;

    /// <summary>Seeds what is drawn per row; it is saved with the model. Default: null, the seed of the fit.</summary>
    public int? SampleSeed { get; init; }

    /// <summary>Dimensions of the latent space, in [1, 4096]. Default: 16.</summary>
    public int LatentDimension { get; init; } = VaeDefaults.LatentDimension;

    /// <summary>Units of each hidden layer of the encoder, input side first, each in [1, 65536]; empty is a linear encoder. Default: 400.</summary>
    public IReadOnlyList<int> HiddenSizes { get; init; } = [VaeDefaults.HiddenSize];

    /// <summary>The same for the decoder, latent side first. Default: null, <see cref="HiddenSizes"/> in reverse.</summary>
    public IReadOnlyList<int>? DecoderHiddenSizes { get; init; }

    /// <summary>The density of a pixel given its latent code. Default: <see cref="Likelihood.Bernoulli"/>.</summary>
    public Likelihood Likelihood { get; init; } = Likelihood.Bernoulli;

    /// <summary>
    /// Weight of the KL divergence in the training loss, in [0, 1e6] (β-VAE, Higgins et al., 2017): short for <see cref="Objective"/> =
    /// <see cref="Objective.Elbo(double)"/>. Default: 1, the ELBO itself.
    /// </summary>
    public double Beta { get; init; } = VaeDefaults.Beta;

    /// <summary>
    /// What training minimises. It has weights of its own, so <see cref="Beta"/> stays at 1 beside it.
    /// Default: null, <see cref="Objective.Elbo(double)"/> with <see cref="Beta"/>.
    /// </summary>
    public Objective? Objective { get; init; }

    /// <summary>Step size of Adam (Kingma and Ba, 2015), in (0, 1e6]. Default: 0.001.</summary>
    public double LearningRate { get; init; } = VaeDefaults.LearningRate;

    /// <summary>Rows per optimizer step, in [1, 1048576]; the last batch of an epoch may be smaller. Default: 128.</summary>
    public int BatchSize { get; init; } = VaeDefaults.BatchSize;

    /// <summary>Passes over the training data, in [1, 1000000]. Default: 10.</summary>
    public int Epochs { get; init; } = VaeDefaults.Epochs;

    /// <summary>
    /// Seeds the initial weights, the noise and the row order. Fits with one seed on one machine are bit-equal.
    /// Default: null, the seed of the <see cref="MLContext"/>, else a random one.
    /// </summary>
    public int? Seed { get; init; }

    /// <summary>
    /// How the numbers of a row make a picture. Default: null, which for an image column is its own height and width with three channels, red,
    /// green and blue; a vector column has no picture then, and needs none but for <see cref="PictureColumns.Images"/>. A column of images of
    /// unknown size, as <c>LoadImages</c> makes it, takes its size from here, and every image must have it.
    /// </summary>
    public ImageLayout? Image { get; init; }

    /// <summary>
    /// Whether <see cref="ReconstructionColumnName"/>, <see cref="SampleColumnName"/> and what the transformer decodes hold images or vectors.
    /// Default: <see cref="PictureColumns.LikeInput"/>.
    /// </summary>
    public PictureColumns PictureColumns { get; init; }

    /// <summary>
    /// How the column's values become network inputs. Default: null, which is <see cref="Vae.PixelScaling.None"/> for
    /// <c>Vector&lt;Single&gt;</c> and <see cref="Vae.PixelScaling.ByteToUnit"/> for <c>Vector&lt;Byte&gt;</c> and images.
    /// </summary>
    public PixelScaling? PixelScaling { get; init; }

    /// <summary>
    /// Bytes of training rows that may be kept in memory, at least 1048576. Data that fits is read once; larger data is read once per epoch
    /// and shuffled through a buffer of at most this size. Default: 1 GiB.
    /// </summary>
    public long CacheBudgetBytes { get; init; } = VaeDefaults.CacheBudgetBytes;

    /// <summary>
    /// What a fit does with a row whose pixels the likelihood cannot use, such as NaN or 255 under Bernoulli. A transform always refuses such a
    /// row. Default: <see cref="InvalidRows.Throw"/>.
    /// </summary>
    public InvalidRows InvalidRows { get; init; }

    /// <summary>Where to train. Default: <see cref="VaeDevice.Auto"/>, ML.NET's own rule.</summary>
    public VaeDevice Device { get; init; }

    /// <summary>Stops a fit within a batch; see <see cref="OnCancellation"/>. Default: none.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>What a stopped fit does. Default: <see cref="CancellationBehavior.Throw"/>.</summary>
    public CancellationBehavior OnCancellation { get; init; }

    /// <summary>Told how the fit goes, by the fitting thread: at every epoch's end and a few times a second. Default: null.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }
}
