using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae;

/// <summary>
/// Fits a variational autoencoder (Kingma and Welling, "Auto-Encoding Variational Bayes", 2014) to a vector column. Made by
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
        _options = options with
        {
            InputColumnName = options.InputColumnName ?? options.OutputColumnName,
            HiddenSizes = [.. options.HiddenSizes],
            DecoderHiddenSizes = [.. options.DecoderHiddenSizes ?? options.HiddenSizes.Reverse()],
        };
    }

    /// <summary>The schema that the fitted transformer will make of an input schema.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not a known-size vector of Single or Byte.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        PixelColumn.Check(_host, inputSchema, _options.InputColumnName!);
        Dictionary<string, SchemaShape.Column> columns = inputSchema.ToDictionary(column => column.Name);
        columns[_options.OutputColumnName] = SingleVector(_options.OutputColumnName);
        if (_options.ReconstructionColumnName is { } reconstruction)
            columns[reconstruction] = SingleVector(reconstruction);
        return new SchemaShape(columns.Values);
    }

    /// <summary>Trains on every row of a data view.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input column is missing or not a known-size vector of Single or Byte.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or a pixel is outside the likelihood's support.</exception>
    /// <exception cref="TrainingDivergedException">The loss stopped being a finite number.</exception>
    /// <exception cref="OperationCanceledException">The <see cref="MLContext"/>'s execution was canceled.</exception>
    public VaeTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        PixelColumn column = PixelColumn.Resolve(_host, input.Schema, _options.InputColumnName!, _options.PixelScaling);
        int seed = _options.Seed ?? _contextSeed ?? _host.Rand.Next();
        using Generator generator = new(unchecked((ulong)seed), CPU);
        var network = VaeNetwork.Create(ArchitectureFor(column), generator);
        try
        {
            Train(network, input, column, seed, generator);
            return new VaeTransformer(_host, new VaeModel(network, column, _options.Likelihood), _options.OutputColumnName, _options.ReconstructionColumnName);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private void Train(VaeNetwork network, IDataView input, PixelColumn column, int seed, Generator generator)
    {
        using IChannel channel = _host.Start("Training");
        channel.Trace(MessageSensitivity.None, FormattableString.Invariant($"Seed {seed}, {get_num_threads()} threads"));
        using var engine = new AutogradEngine(network, _options.Likelihood, _options.Beta, _options.LearningRate, generator);
        TrainingRows rows = TrainingRows.Open(_host, input, column, _options.Likelihood, seed, _options.CacheBudgetBytes);
        new Trainer(_host, _options, column, rows).Run(engine, new TrainingReporter(channel, _options.Epochs, _options.Progress));
    }

    private VaeArchitecture ArchitectureFor(PixelColumn column) =>
        new(column.Size, _options.HiddenSizes, _options.LatentDimension, _options.DecoderHiddenSizes!);

    private static SchemaShape.Column SingleVector(string name) =>
        new(name, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false);
}
