using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Checkpoints;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Health;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;
using Microsoft.ML.Vae.Optimizers;
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
    private readonly double _fraction;
    private readonly Objective _objective;
    private readonly RowSource _training;
    private readonly RowSource? _validation;
    private readonly CheckpointFolder? _checkpoints;
    private readonly FitFingerprint _texts;

    public VaeFit(IHost host, VaeOptions options, int seed, IDataView data, IDataView? validation, CheckpointFolder? checkpoints)
    {
        _host = host;
        _options = options;
        _seed = seed;
        _objective = options.Objective;
        _column = new PixelColumnFinder(host, options).Find(data.Schema) with { BinarizationSeed = options.DynamicBinarization ? options.SampleSeed ?? seed : null };
        if (validation is not null)
        {
            _column.Bind(host, validation.Schema);
            _column.Condition?.Bind(host, validation.Schema);
        }
        _stop = new StopSignal(host, options.CancellationToken);
        _fraction = options.ValidationFraction;
        if (validation is not null && _fraction > 0)
            throw new ArgumentException($"There are validation rows and a {nameof(options.ValidationFraction)}; there may be only one of them.", nameof(validation));
        _training = Rows(data, _fraction > 0 ? new HoldoutSplit(seed, _fraction, IsTraining: true) : null);
        _validation = validation is not null ? Rows(validation) : _fraction > 0 ? Rows(data, new HoldoutSplit(seed, _fraction, IsTraining: false)) : null;
        _checkpoints = checkpoints;
        _texts = FitFingerprint.Create(options, _column, seed, isValidated: _validation is not null);
        CheckpointWriter.Require(checkpoints?.Found, _texts, options.Epochs);
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
        VaeModel model = CreateModel(generator, device, channel);
        try
        {
            if (warmStart is not null)
                WarmStart.Apply(warmStart, model.Network);
            TrainingOutcome outcome = Train(model, generator, channel) with { ScoreThreshold = CalibrateThreshold(model) };
            return new VaeTransformer(_host, model, ColumnLayout.From(_options, _column.IsImage), outcome);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private VaeModel CreateModel(Generator generator, Device device, IChannel channel)
    {
        NetworkPlan plan = _options.Network.Plan(new PlanContext(_column, _host));
        var architecture = new VaeArchitecture(plan, _column.Size, _options.LatentDimension)
        {
            Latent = _objective.Latent,
            ConditionSize = _column.Condition?.Size ?? 0,
            PixelVariance = _options.Likelihood.PixelVariance,
        };
        VaeNetwork network = VaeNetwork.Create(architecture, generator);
        try
        {
            plan.CheckFreshWeights(network, channel);
        }
        catch
        {
            network.Dispose();
            throw;
        }
        channel.Info(MessageSensitivity.None, FormattableString.Invariant($"Network: {plan}, {network.ParameterCount} parameters"));
        return new VaeModel(network, _column, _options.Likelihood, _options.SampleSeed ?? _seed, device);
    }

    private TrainingOutcome Train(VaeModel model, Generator generator, IChannel channel)
    {
        using IProgressChannel progress = _host.StartProgressChannel("Training");
        var reporter = new TrainingReporter(channel, progress, _options.Epochs, _options.Progress, TimeProvider.System);
        var rate = new LearningRate(_options.LearningRateSchedule, _options.LearningRate, _options.Epochs);
        var descent = new GradientDescent(model.Network.parameters(), _options.Optimizer, rate, _options.MaximumGradientNorm);
        using var engine = new AutogradEngine(model.Network, _options.Likelihood, _objective, descent, generator) { Corruption = _options.Corruption };
        TrainingRows rows = TrainingRows.Open(_training, _seed, (long)((1 - _fraction) * _options.InputCacheBytes));
        KeepValidationShare();
        FitFingerprint? fitRows = _checkpoints is null ? null : FitFingerprint.Create(rows, _training.With(_stop.Check), _validation);
        if (_objective.NeedsRowCount)
            rows.EnsureCount();
        RowSample? sample = _options.HealthReport ? new RowSample(_column) : null;
        var runner = new EpochRunner(_options, model, _training, rows, _stop, sample);
        using var state = new FitState(_options, model.Network, isValidated: _validation is not null)
        {
            Descent = descent,
            Noise = generator,
            Engine = _options.DynamicBinarization ? new BinarizingEngine(engine, _column.Size, generator) : engine,
            Rate = rate,
            Runner = runner,
        };
        CheckpointWriter? checkpoints = _checkpoints is null || fitRows is null ? null
            : new CheckpointWriter(_checkpoints, _options.Checkpoints!.Interval, state, _texts, fitRows, _seed, TimeProvider.System);
        Func<VaeMetrics>? validate = _validation is null ? null : () => Evaluator.Run(model, _validation, "validation", _seed);
        TrainingOutcome outcome = new Trainer(_options, model, _training, state, _stop, checkpoints).Run(reporter, validate);
        // The loss of an epoch does not tell of its last step, nor of an epoch that was canceled.
        double weights = model.Network.SumOfWeights();
        if (!double.IsFinite(weights))
            throw new TrainingDivergedException(outcome.History.Count, rate.Steps, "sum of the weights", weights);
        reporter.WarnOfSkippedRows("training", _training);
        if (_validation is not null)
            reporter.WarnOfSkippedRows("validation", _validation);
        return outcome.Report!.End == TrainingStopReason.Canceled || sample is null
            ? outcome
            : outcome with { Report = Examined(outcome.Report, model, sample, runner, reporter) };
    }

    private void KeepValidationShare()
    {
        if (_fraction == 0)
            return;
        _validation!.Keep((long)(_fraction * _options.InputCacheBytes));
        if (_validation.RowCount == 0)
            throw _validation.NoRows("validation");
    }

    private TrainingReport Examined(TrainingReport report, VaeModel model, RowSample sample, EpochRunner runner, TrainingReporter reporter)
    {
        ModelHealth? health = HealthCheck.Run(model, _training.Of(sample.Rows).With(CheckAfterwards), sample.Rows, report.Steps, hasVariety: !runner.Variety.AreAllEqual);
        if (health is not null)
            reporter.Report(health, _options);
        return report with { Health = health };
    }

    private float? CalibrateThreshold(VaeModel model)
    {
        if (_options.PredictedLabelColumnName is null)
            return null;
        return ScoreThreshold.Calibrate(model, (_validation ?? _training).With(CheckAfterwards), _options.Contamination);
    }

    // A fit that was canceled and keeps its best weights still wants its threshold, so nothing stops that pass.
    private void CheckAfterwards()
    {
        if (_options.OnCancellation != CancellationBehavior.KeepBest)
            _stop.Check();
    }

    private RowSource Rows(IDataView data, HoldoutSplit? share = null) => new(_host, data, _column, _options.Likelihood.PixelDomain)
    {
        OnInvalidTrainingRow = _options.OnInvalidTrainingRow,
        Share = share,
        CheckAlive = _stop.Check,
    };
}
