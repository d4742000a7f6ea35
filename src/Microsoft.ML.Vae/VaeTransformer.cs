using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Vae;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Mapping;
using Microsoft.ML.Vae.Persistence;

[assembly: LoadableClass(typeof(VaeTransformer), null, typeof(SignatureLoadModel), "Variational autoencoder", VaeTransformer.LoaderSignature)]

namespace Microsoft.ML.Vae;

/// <summary>
/// A trained variational autoencoder. It may be used by any number of threads at once. Disposing it frees the weights; computations under way
/// finish, and whatever comes later throws <see cref="ObjectDisposedException"/>.
/// </summary>
public sealed class VaeTransformer : ITransformer, IDisposable
{
    internal const string LoaderSignature = "VaeTransform";

    private readonly IHost _host;
    private readonly VaeModel _model;
    private readonly OutputColumn[] _outputs;

    internal VaeTransformer(IHostEnvironment environment, VaeModel model, string outputColumnName, string? reconstructionColumnName)
    {
        _host = environment.Register(nameof(VaeTransformer));
        _model = model;
        OutputColumnName = outputColumnName;
        ReconstructionColumnName = reconstructionColumnName;
        _outputs = reconstructionColumnName is null
            ? [new(outputColumnName, Outputs.Latent, model.LatentDimension)]
            : [new(outputColumnName, Outputs.Latent, model.LatentDimension), new(reconstructionColumnName, Outputs.Reconstruction, model.Input.Size)];
    }

    /// <summary>The column that is added: the latent mean, <c>Vector&lt;Single, LatentDimension&gt;</c>.</summary>
    public string OutputColumnName { get; }

    /// <summary>The column that is read.</summary>
    public string InputColumnName => _model.Input.Name;

    /// <summary>The column with each row decoded from its latent mean, or null.</summary>
    public string? ReconstructionColumnName { get; }

    /// <summary>Dimensions of the latent space.</summary>
    public int LatentDimension => _model.LatentDimension;

    bool ITransformer.IsRowToRowMapper => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or of another type or size than the model was trained on.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <summary>Adds the output columns. Nothing is computed before a cursor asks for them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or of another type or size than the model was trained on.</exception>
    public IDataView Transform(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        return new VaeDataView(this, input, Bind(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => new VaeRowMapper(Bind(inputSchema));

    /// <summary>Measures how well the model explains a data set.</summary>
    /// <param name="data">Rows with the input column.</param>
    /// <param name="sampleSeed">Seeds the draw of z from each row's posterior; null takes the posterior's mean, which draws nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or of another type or size than the model was trained on.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or a pixel is outside the likelihood's support.</exception>
    public VaeMetrics Evaluate(IDataView data, int? sampleSeed = null)
    {
        _host.CheckValue(data, nameof(data));
        return Evaluator.Run(_host, _model, data, sampleSeed);
    }

    /// <summary>
    /// Draws latent codes from the prior N(0, I) and decodes each to the mean of its pixels: a view with one column "Sample", a
    /// <c>Vector&lt;Single&gt;</c> of the input's size in the input's units. Rows are made as they are read, the same ones at every reading.
    /// </summary>
    /// <param name="count">How many rows, at least 0.</param>
    /// <param name="seed">Seeds the draws.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public IDataView Sample(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Sampler.Run(_model, count, seed);
    }

    /// <summary>Frees the weights, once no computation uses them.</summary>
    public void Dispose() => _model.Dispose();

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        _host.CheckValue(ctx, nameof(ctx));
        ModelFile.Save(ctx, _model, OutputColumnName, ReconstructionColumnName);
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
        return new ColumnBinding(_host, inputSchema, _model, _outputs);
    }
}
