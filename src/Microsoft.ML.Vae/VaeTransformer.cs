using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Vae;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Generation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Persistence;
using Microsoft.ML.Vae.Training;

[assembly: LoadableClass(typeof(VaeTransformer), null, typeof(SignatureLoadModel), "Variational autoencoder", VaeTransformer.LoaderSignature)]

namespace Microsoft.ML.Vae;

/// <summary>
/// A trained variational autoencoder. It may be used by any number of threads at once. Disposing it frees the weights; computations under way
/// finish, and whatever comes later throws <see cref="ObjectDisposedException"/>. So does a <see cref="PredictionEngine{TSrc, TDst}"/> when it is
/// disposed: engines that share a transformer, one per thread, are made with
/// <see cref="PredictionEngineOptions.OwnsTransformer"/> set to false.
/// </summary>
public sealed class VaeTransformer : ITransformer, IDisposable
{
    internal const string LoaderSignature = "VaeTransform";

    private readonly IHost _host;
    private readonly ColumnLayout _columns;
    private readonly TrainingOutcome _outcome;
    private readonly RowFunction _encoding;
    private readonly IReadOnlyList<OutputColumn> _outputs;

    internal VaeTransformer(IHostEnvironment environment, VaeModel model, ColumnLayout columns, TrainingOutcome outcome)
    {
        _host = environment.Register(nameof(VaeTransformer));
        Model = model;
        _columns = columns;
        _outcome = outcome;
        _encoding = new EncodingFunction(model);
        _outputs = columns.Outputs(model.LatentDimension, model.Network.Architecture.Latent.Codebook, model.Input, outcome.ScoreThreshold ?? float.NaN);
    }

    /// <summary>The column that is read.</summary>
    public string InputColumnName => _columns.Input;

    /// <summary>The column that is added: the latent mean, <c>Vector&lt;Single, LatentDimension&gt;</c>.</summary>
    public string OutputColumnName => _columns.Latent;

    /// <summary>The column with the logarithm of the posterior's variance, or null.</summary>
    public string? LatentLogVarianceColumnName => _columns.LatentLogVariance;

    /// <summary>The column with a draw from each row's posterior, or null.</summary>
    public string? LatentSampleColumnName => _columns.LatentSample;

    /// <summary>The column with the numbers of the codebook's vectors that each code consists of, or null.</summary>
    public string? LatentIndexColumnName => _columns.LatentIndex;

    /// <summary>The column that says what kind each row is, or null; see <see cref="VaeOptions.ConditionColumnName"/>.</summary>
    public string? ConditionColumnName => _columns.Condition;

    /// <summary>The column with each row decoded from its latent mean, or null.</summary>
    public string? ReconstructionColumnName => _columns.Reconstruction;

    /// <summary>The column with a picture decoded from a draw from the prior, or null.</summary>
    public string? SampleColumnName => _columns.Sample;

    /// <summary>The column with the anomaly score, or null.</summary>
    public string? ScoreColumnName => _columns.Score;

    /// <summary>The column with whether a row is an anomaly, or null.</summary>
    public string? PredictedLabelColumnName => _columns.PredictedLabel;

    /// <summary>The score above which a row is an anomaly; null when no labels are predicted.</summary>
    public float? ScoreThreshold => _outcome.ScoreThreshold;

    /// <summary>Dimensions of the latent space.</summary>
    public int LatentDimension => Model.LatentDimension;

    /// <summary>The network in words: its kind, layers and sizes; see <see cref="VaeOptions.Network"/>.</summary>
    public string NetworkSummary => Model.Network.Architecture.ToString();

    /// <summary>How many trained numbers the network has.</summary>
    public long ParameterCount => Model.Network.ParameterCount;

    /// <summary>The epochs of the fit, in their order. It is saved with the model.</summary>
    public IReadOnlyList<TrainingEpoch> History => _outcome.History;

    /// <summary>Why the fit ended, whose weights it kept and how healthy the model is. It is saved with the model. Null for models from before that.</summary>
    public TrainingReport? Report => _outcome.Report;

    internal VaeModel Model { get; }

    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or of another type or size than the model was trained on.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <summary>Adds the output columns. Nothing is computed before a cursor asks for them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or of another type or size than the model was trained on.</exception>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return new VaeDataView(input, Bind(input.Schema), this);
    }

    /// <summary>Adds the latent means alone, whatever other columns the options named.</summary>
    /// <param name="data">Rows with the input column.</param>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or of another type or size than the model was trained on.</exception>
    public IDataView Encode(IDataView data)
    {
        _host.CheckValue(data, nameof(data));
        return new VaeDataView(data, new ColumnBinding(_host, data.Schema, _encoding, [_outputs[0]]));
    }

    /// <summary>
    /// Adds the picture that each latent code stands for, E[x|z]: an image, or a <c>Vector&lt;Single&gt;</c> of the input column's size in its units,
    /// as <see cref="VaeOptions.ImageOutput"/> was set.
    /// </summary>
    /// <param name="codes">
    /// Rows with a column of codes, <c>Vector&lt;Single, LatentDimension&gt;</c>, named <see cref="OutputColumnName"/>, and the condition column if the model has
    /// one.
    /// </param>
    /// <param name="outputColumnName">The column to add. Default: null, <see cref="ReconstructionColumnName"/>, else "Reconstruction".</param>
    /// <exception cref="ArgumentOutOfRangeException">The column of codes is missing or of another type or size.</exception>
    public IDataView Decode(IDataView codes, string? outputColumnName = null)
    {
        _host.CheckValue(codes, nameof(codes));
        string name = outputColumnName ?? ReconstructionColumnName ?? "Reconstruction";
        OutputColumn picture = _columns.Picture(name, OutputKinds.Reconstruction, Model.Input, isOfCodes: true);
        var binding = new ColumnBinding(_host, codes.Schema, new DecodingFunction(Model, OutputColumnName), [picture]);
        return new VaeDataView(codes, binding);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => new VaeRowMapper(Bind(inputSchema));

    /// <summary>Measures how well the model explains a data set.</summary>
    /// <param name="data">Rows with the input column.</param>
    /// <param name="sampleSeed">Seeds the draw of z from each row's posterior; null takes the posterior's mean, which draws nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or of another type or size than the model was trained on.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or a row cannot be used.</exception>
    public VaeMetrics Evaluate(IDataView data, int? sampleSeed = null) =>
        Evaluate(data, new VaeEvaluationOptions { SampleSeed = sampleSeed });

    /// <summary>The same, with what else to measure: the importance-weighted log-likelihood, mutual information, total correlation.</summary>
    /// <param name="data">Rows with the input column.</param>
    /// <param name="options">What to measure.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Options are out of their range, or the input column is missing or of another type or size than the model was trained on.
    /// </exception>
    /// <exception cref="InvalidOperationException">There are no rows, or a row cannot be used.</exception>
    public VaeMetrics Evaluate(IDataView data, VaeEvaluationOptions options)
    {
        VaeEvaluationOptions.Check(options);
        _host.CheckValue(data, nameof(data));
        if (!Model.HasPosterior && (options.ImportanceSamples > 0 || options.InformationSamples > 0))
        {
            throw _host.Except($"{nameof(options.ImportanceSamples)} and {nameof(options.InformationSamples)} must be 0: the codes of this model ({NetworkSummary}) have no density");
        }
        var rows = new RowSource(_host, data, Model.Input, Model.Likelihood.PixelDomain) { CheckAlive = _host.CheckAlive };
        return Evaluator.Run(Model, rows, "evaluation", options);
    }

    /// <summary>
    /// Draws latent codes from the prior, N(0, I) or a codebook's vectors, and decodes each to the mean of its pixels: a view with the codes, named
    /// <see cref="OutputColumnName"/>, and the pictures, named <see cref="SampleColumnName"/>, else "Sample". Rows are made as they are read, the
    /// same ones at every reading.
    /// </summary>
    /// <param name="count">How many rows, at least 0.</param>
    /// <param name="seed">Seeds the draws.</param>
    /// <param name="condition">
    /// Of what kind, for a model with a <see cref="ConditionColumnName"/>: the column's numbers, or the number of its key, from 1. Default: null, for a model
    /// without one.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="ArgumentException"><paramref name="condition"/> is not what the model wants.</exception>
    /// <exception cref="InvalidOperationException">The model is a plain autoencoder, which has no prior.</exception>
    public IDataView Sample(int count, int seed, IReadOnlyList<float>? condition = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!Model.Network.Architecture.Latent.HasPrior)
            throw _host.Except("The model is a plain autoencoder, which has no prior to draw from; a variational one has");
        return Decode(CodeView(LatentCodes.Draw(Model, count, seed), condition), SampleColumnName ?? "Sample");
    }

    /// <summary>Walks in a straight line from one latent code to another and decodes every step: a view like <see cref="Decode"/>'s.</summary>
    /// <param name="from">The first code, of <see cref="LatentDimension"/> numbers; <see cref="Encode"/> makes codes.</param>
    /// <param name="to">The last code.</param>
    /// <param name="steps">How many rows, both ends included, at least 2.</param>
    /// <param name="condition">Of what kind the pictures are, as in <see cref="Sample"/>. Default: null, for a model without condition.</param>
    /// <exception cref="ArgumentNullException">A code is null.</exception>
    /// <exception cref="ArgumentException">A code has another size or a number that is not finite, or the condition is not what the model wants.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 2.</exception>
    public IDataView Interpolate(IReadOnlyList<float> from, IReadOnlyList<float> to, int steps, IReadOnlyList<float>? condition = null)
    {
        CheckCode(from, nameof(from));
        CheckCode(to, nameof(to));
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        return Decode(CodeView(LatentPath.Between(from, to, steps), condition));
    }

    /// <summary>
    /// Decodes copies of one latent code in which a single dimension runs from -<paramref name="range"/> to <paramref name="range"/>, to see what
    /// that dimension stands for: a view like <see cref="Decode"/>'s.
    /// </summary>
    /// <param name="code">The code, of <see cref="LatentDimension"/> numbers.</param>
    /// <param name="dimension">The dimension, from 0.</param>
    /// <param name="range">How far to go, in standard deviations of the prior; positive. Default: 3.</param>
    /// <param name="steps">How many rows, both ends included, at least 2. Default: 7.</param>
    /// <param name="condition">Of what kind the pictures are, as in <see cref="Sample"/>. Default: null, for a model without condition.</param>
    /// <exception cref="ArgumentNullException"><paramref name="code"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="code"/> has another size or a number that is not finite, or the condition is not what the model wants.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no such dimension, <paramref name="range"/> is not a positive number, or <paramref name="steps"/> is below 2.
    /// </exception>
    public IDataView Traverse(IReadOnlyList<float> code, int dimension, double range = 3, int steps = 7, IReadOnlyList<float>? condition = null)
    {
        CheckCode(code, nameof(code));
        if (dimension < 0 || dimension >= LatentDimension)
            throw OutOfRange(nameof(dimension), dimension, FormattableString.Invariant($"in [0, {LatentDimension - 1}]"));
        if (!(range > 0 && float.IsFinite((float)range)))
            throw OutOfRange(nameof(range), range, "positive and finite");
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        return Decode(CodeView(LatentPath.Along(code, dimension, range, steps), condition));
    }

    /// <summary>Frees the weights, once no computation uses them.</summary>
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

    private IDataView CodeView(IEnumerable<float[]> codes, IReadOnlyList<float>? condition) =>
        LatentCodes.ToView(OutputColumnName, LatentDimension, codes, ConditionValue.From(Model.Input.Condition, condition));

    private void CheckCode(IReadOnlyList<float> code, string parameter)
    {
        ArgumentNullException.ThrowIfNull(code, parameter);
        if (code.Count != LatentDimension)
            throw new ArgumentException(FormattableString.Invariant($"The code has {code.Count} numbers; must have {LatentDimension}."), parameter);
        for (int i = 0; i < code.Count; i++)
        {
            if (!float.IsFinite(code[i]))
                throw new ArgumentException(FormattableString.Invariant($"Number {i} of the code is {code[i]}; must be finite."), parameter);
        }
    }

    private static ArgumentOutOfRangeException OutOfRange(string parameter, object got, string wanted) =>
        new(parameter, FormattableString.Invariant($"{parameter} is {got}; must be {wanted}."));
}
