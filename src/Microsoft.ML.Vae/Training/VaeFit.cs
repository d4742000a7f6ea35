using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Mapping;
using Microsoft.ML.Vae.Networks;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Training;

/// <summary>One fit, from the data to the transformer.</summary>
internal sealed class VaeFit
{
    private readonly IHost _host;
    private readonly VaeOptions _options;
    private readonly int _seed;
    private readonly PixelColumn _column;
    private readonly StopSignal _stop;
    private readonly RowSource _training;
    private readonly RowSource? _validation;

    public VaeFit(IHost host, VaeOptions options, int seed, IDataView data, IDataView? validation)
    {
        _host = host;
        _options = options;
        _seed = seed;
        _column = new PixelColumnFinder(host, options).Find(data.Schema);
        if (validation is not null)
            _column.Bind(host, validation.Schema);
        _stop = new StopSignal(host, options.CancellationToken);
        _training = Rows(data, _stop.Check);
        _validation = validation is null ? null : Rows(validation, _stop.Check);
    }

    public VaeTransformer Run(VaeModel? warmStart)
    {
        _stop.Check();
        if (_validation is { RowCount: 0 })
            throw _validation.NoRows("validation");
        using IChannel channel = _host.Start("Training");
        channel.Trace(MessageSensitivity.None, FormattableString.Invariant($"Seed {_seed}, {get_num_threads()} threads"));
        Device device = DeviceSelector.Choose(_host, channel, _options.Device);
        using Generator generator = new(unchecked((ulong)_seed), CPU);
        VaeModel model = CreateModel(generator, device);
        try
        {
            if (warmStart is not null)
                WarmStart.Apply(warmStart, model.Network);
            IReadOnlyList<TrainingEpoch> history = Train(model, generator, channel);
            return new VaeTransformer(_host, model, ColumnNames.Of(_options, _column.IsImage), new TrainingOutcome(history, CalibrateThreshold(model)));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private VaeModel CreateModel(Generator generator, Device device)
    {
        var architecture = new VaeArchitecture(_column.Size, _options.HiddenSizes, _options.LatentDimension, _options.DecoderHiddenSizes!);
        var network = VaeNetwork.Create(architecture, generator);
        return new VaeModel(network, _column, _options.Likelihood, _options.SampleSeed ?? _seed, device);
    }

    private IReadOnlyList<TrainingEpoch> Train(VaeModel model, Generator generator, IChannel channel)
    {
        using IProgressChannel progress = _host.StartProgressChannel("Training");
        var reporter = new TrainingReporter(channel, progress, _options.Epochs, _options.Progress, TimeProvider.System);
        Objective objective = _options.Objective ?? Objective.Elbo(_options.Beta);
        using var engine = new AutogradEngine(model.Network, _options.Likelihood, objective, _options.LearningRate, generator);
        TrainingRows rows = TrainingRows.Open(_training, _seed, _options.CacheBudgetBytes);
        if (objective.NeedsRowCount)
            rows.EnsureCount();
        Func<VaeMetrics>? validate = _validation is null ? null : () => Evaluator.Run(model, _validation, "validation", _seed);
        IReadOnlyList<TrainingEpoch> history = new Trainer(_options, model, _training, rows, _stop).Run(engine, reporter, validate);
        reporter.WarnOfSkippedRows("training", _training);
        if (_validation is not null)
            reporter.WarnOfSkippedRows("validation", _validation);
        return history;
    }

    private float? CalibrateThreshold(VaeModel model)
    {
        if (_options.PredictedLabelColumnName is null)
            return null;
        // A fit that was canceled and keeps its best weights still wants its threshold, so nothing stops that pass.
        Action checkAlive = _options.OnCancellation == CancellationBehavior.KeepBest ? () => { } : _stop.Check;
        return ScoreThreshold.Calibrate(model, Rows(_validation?.Data ?? _training.Data, checkAlive), _options.Contamination);
    }

    private RowSource Rows(IDataView data, Action checkAlive) => new(_host, data, _column, _options.Likelihood.Support)
    {
        InvalidRows = _options.InvalidRows,
        CheckAlive = checkAlive,
    };
}
