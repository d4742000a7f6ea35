using Microsoft.ML;
using Microsoft.ML.Vae;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Persistence;
using Microsoft.ML.Vae.Scores;
using Microsoft.ML.Vae.Training;

[assembly: LoadableClass(
    typeof(VaeTransformer), null, typeof(SignatureLoadModel), "Variational autoencoder", VaeTransformer.LoaderSignature)]

namespace Microsoft.ML.Vae;

/// <summary>
/// A trained variational autoencoder. Any number of threads may use it at once. Disposing it frees the weights: computations already
/// running finish, and later ones throw <see cref="ObjectDisposedException"/>. A <see cref="PredictionEngine{TSrc, TDst}"/> disposes its
/// transformer along with itself, so engines that share one must be made with <see cref="PredictionEngineOptions.OwnsTransformer"/> set to
/// false.
/// </summary>
public sealed partial class VaeTransformer : ITransformer, IDisposable
{
    internal const string LoaderSignature = "VaeTransform";

    private readonly IHost _host;
    private readonly ColumnLayout _columns;
    private readonly TrainingOutcome _outcome;
    private readonly RowScorer _scorer;
    private readonly RowFunction _encoding;
    private readonly IReadOnlyList<OutputColumn> _outputs;

    internal VaeTransformer(IHostEnvironment environment, VaeModel model, ColumnLayout columns, TrainingOutcome outcome)
    {
        _host = environment.Register(nameof(VaeTransformer));
        Model = model;
        _columns = columns;
        _outcome = outcome;
        _scorer = new RowScorer(model, outcome.Scoring);
        _encoding = new EncodingFunction(model, _scorer);
        _outputs = OutputColumns.Create(
            columns, model.LatentDimension, model.Network.Architecture.Latent.Codebook, model.Input, outcome.Scoring);
    }

    /// <summary>The column that is read.</summary>
    public string InputColumnName => _columns.Input;

    /// <summary>The column that is added: the latent mean, <c>Vector&lt;Single, LatentDimension&gt;</c>.</summary>
    public string OutputColumnName => _columns.Latent;

    /// <summary>The column with the logarithm of the posterior's variance, or null.</summary>
    public string? LatentLogVarianceColumnName => _columns.LatentLogVariance;

    /// <summary>The column with a draw from each row's posterior, or null.</summary>
    public string? LatentSampleColumnName => _columns.LatentSample;

    /// <summary>The column with the codebook indices of each row's latent, or null.</summary>
    public string? LatentIndexColumnName => _columns.LatentIndex;

    /// <summary>The column that conditions the model, or null; see <see cref="VaeOptions.ConditionColumnName"/>.</summary>
    public string? ConditionColumnName => _columns.Condition;

    /// <summary>The column with each row decoded from its latent mean, or null.</summary>
    public string? ReconstructionColumnName => _columns.Reconstruction;

    /// <summary>The column with a row decoded from a draw from the prior, or null.</summary>
    public string? SampleColumnName => _columns.Sample;

    /// <summary>
    /// The column on which draws depend in place of the row's id, or null; see <see cref="VaeOptions.SampleSeedColumnName"/>.
    /// </summary>
    public string? SampleSeedColumnName => Model.SampleSeedColumn;

    /// <summary>The column with the anomaly score, or null.</summary>
    public string? ScoreColumnName => _columns.Score;

    /// <summary>The column with whether a row is an anomaly, or null.</summary>
    public string? PredictedLabelColumnName => _columns.PredictedLabel;

    /// <summary>The column with the p-value of the anomaly score, or null.</summary>
    public string? PValueColumnName => _columns.PValue;

    /// <summary>The column with each slot's share of the anomaly score, or null.</summary>
    public string? ScoreContributionsColumnName => _columns.ScoreContributions;

    /// <summary>The anomaly score; see <see cref="VaeOptions.AnomalyScore"/>.</summary>
    public AnomalyScore AnomalyScore => _outcome.Scoring.Score;

    /// <summary>The column with whether the model can use a row, or null.</summary>
    public string? IsValidColumnName => _columns.IsValid;

    /// <summary>The score above which a row is an anomaly; null when no labels are predicted.</summary>
    public float? ScoreThreshold => _outcome.Scoring.Thresholds?.Upper;

    /// <summary>
    /// The score below which a row is an anomaly; null when no labels are predicted, and with <see cref="ThresholdSides.Upper"/>.
    /// </summary>
    public float? LowerScoreThreshold => _outcome.Scoring.Thresholds?.Lower;

    /// <summary>The number of latent dimensions.</summary>
    public int LatentDimension => Model.LatentDimension;

    /// <summary>Numbers per row of the input column, every channel of an image counted.</summary>
    public int InputSize => Model.Input.Size;

    /// <summary>How they make an image: that of an image column, or else <see cref="VaeOptions.Image"/>; null without either.</summary>
    public ImageLayout? Image => Model.Input.Layout;

    /// <summary>A description of the network: its kind, layers and sizes; see <see cref="VaeOptions.Network"/>.</summary>
    public string NetworkSummary => Model.Network.Architecture.ToString();

    /// <summary>The number of trained parameters.</summary>
    public long ParameterCount => Model.Network.ParameterCount;

    /// <summary>The epochs of the fit, in order. Saved with the model.</summary>
    public IReadOnlyList<TrainingEpoch> History => _outcome.History;

    /// <summary>Why the fit ended, which weights it kept, how healthy the model is, and how it was made. Saved with the model.</summary>
    public TrainingReport Report => _outcome.Report;

    internal VaeModel Model { get; }

    internal RowScorer Scorer => _scorer;

    /// <summary>Where outputs may be kept; null for a model that was not just fitted.</summary>
    internal OutputKeeping? Keeping { get; init; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing, or of another type or size than in training.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <summary>Adds the output columns. Nothing is computed before a cursor asks for them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing, or of another type or size than in training.</exception>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return new VaeDataView(input, Bind(input.Schema), this) { Keeper = Keeping?.For(_host, Model, input) };
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => new VaeRowMapper(Bind(inputSchema));

    /// <summary>
    /// Measures how well the model explains a data set and, with score columns, the mean of its <see cref="AnomalyScore"/>.
    /// </summary>
    /// <param name="data">Rows with the input column.</param>
    /// <param name="sampleSeed">Seeds the draw of z from each row's posterior. Null uses the posterior's mean, without a draw.</param>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing, or of another type or size than in training.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or a row cannot be used.</exception>
    public VaeMetrics Evaluate(IDataView data, int? sampleSeed = null) =>
        Evaluate(data, new VaeEvaluationOptions { SampleSeed = sampleSeed });

    /// <summary>
    /// Measures how well the model explains a data set, optionally with the importance-weighted log-likelihood, mutual information and
    /// total correlation.
    /// </summary>
    /// <param name="data">Rows with the input column.</param>
    /// <param name="options">What to measure.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Options are out of their range, or the input column is missing or of another type or size than the model was trained on.
    /// </exception>
    /// <exception cref="InvalidOperationException">There are no rows, a row cannot be used, or importance or information samples are asked
    /// of a model without a posterior density, such as <see cref="Objective.Autoencoder"/>.</exception>
    public VaeMetrics Evaluate(IDataView data, VaeEvaluationOptions options)
    {
        VaeEvaluationOptions.Check(options);
        RowSource rows = RowsOf(data);
        if (!Model.HasPosterior && (options.ImportanceSamples > 0 || options.InformationSamples > 0))
        {
            throw _host.Except($"{nameof(options.ImportanceSamples)} and {nameof(options.InformationSamples)} must be 0: "
                + $"the latents of this model ({NetworkSummary}) have no density");
        }
        return Evaluator.Run(Model, rows, "evaluation", options, _columns.HasScores ? _scorer : null);
    }

    /// <summary>The rows of a data set as the model reads them.</summary>
    internal RowSource RowsOf(IDataView data)
    {
        _host.CheckValue(data, nameof(data));
        return new RowSource(_host, data, Model.Input, Model.PixelDomain) { CheckAlive = _host.CheckAlive };
    }

    /// <summary>Frees the weights as soon as no computation uses them.</summary>
    public void Dispose() => Model.Dispose();

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        _host.CheckValue(ctx, nameof(ctx));
        ModelFile.Save(ctx, Model, _columns, _outcome);
    }

    // ML.NET finds this factory by its name and signature.
    private static VaeTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return ModelFile.Load(env, ctx);
    }

    private ColumnBinding Bind(DataViewSchema inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        return new ColumnBinding(_host, inputSchema, _encoding, _outputs);
    }
}
