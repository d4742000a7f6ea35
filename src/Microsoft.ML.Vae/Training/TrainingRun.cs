using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Health;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Training;

/// <summary>The parts of a fit that change from step to step, and their state as one value.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly VaeNetwork _network;
    private readonly Generator _noise;
    private readonly int _batchesPerStep;
    private int _batches;   // of the step under way
    private int _rows;      // of them

    public TrainingRun(
        VaeOptions options, VaeModel model, Generator noise, RowInspection inspection, bool isValidated, EngineChoice engine,
        StepExchange? exchange = null)
    {
        _network = model.Network;
        _noise = noise;
        _batchesPerStep = options.GradientAccumulationSteps;
        Inspection = inspection;
        Rate = new LearningRate(options.LearningRateSchedule, options.LearningRate, options.Epochs!.Value);
        Engine = EngineSelector.Start(engine, options, model, Rate, noise, exchange);
        Exchange = exchange;
        RestoresBest = options.RestoresBest(isValidated);
        bool keepsBest = RestoresBest
            || options.OnCancellation == CancellationBehavior.KeepBest
            || options.OnDivergence == DivergenceBehavior.KeepBest;
        Best = keepsBest ? new WeightsSnapshot(_network) : null;
        Stopping = options.EarlyStopping?.Start();
    }

    /// <summary>Makes the steps and sums the losses.</summary>
    public ITrainingEngine Engine { get; }

    /// <summary>What adds up the gradients of several processes; null: there is one.</summary>
    public StepExchange? Exchange { get; }

    public LearningRate Rate { get; }

    /// <summary>What is noted about the rows.</summary>
    public RowInspection Inspection { get; }

    /// <summary>Whether the fit ends with its best weights.</summary>
    public bool RestoresBest { get; }

    /// <summary>The best weights so far; null when the options ask for none.</summary>
    public WeightsSnapshot? Best { get; }

    /// <summary>Watches for the early end; null without one.</summary>
    public PlateauCounter? Stopping { get; }

    /// <summary>The epochs that ended.</summary>
    public List<TrainingEpoch> History { get; } = [];

    /// <summary>Rows done of the epoch after them; 0 between epochs.</summary>
    public long RowsDone { get; set; }

    /// <summary>Whether batches have been added to a step that is not made yet.</summary>
    public bool IsWithinStep => _batches > 0;

    /// <summary>Whether they are all that a step has.</summary>
    public bool IsStepFull => _batches == _batchesPerStep;

    /// <summary>Adds a batch to a step.</summary>
    /// <param name="batch">The rows of this process.</param>
    /// <param name="seed">Of the fit.</param>
    public void Add(TrainingBatch batch, int seed)
    {
        if (!IsWithinStep && Exchange is not null)
        {
            _noise.manual_seed(Exchange.Ranks.NoiseSeed(seed, Rate.Steps));
            Exchange.Ranks.At(History.Count + 1, Rate.Steps + 1);
        }
        _batches++;
        _rows += batch.Count;
        Engine.Add(batch);
    }

    /// <summary>Makes the step.</summary>
    /// <returns>Rows of all processes; 0: none had any, and nothing has changed.</returns>
    public int Update()
    {
        Engine.Update();
        int rows = Exchange?.Rows ?? _rows;
        (_batches, _rows) = (0, 0);
        return rows;
    }

    /// <summary>The current state, whose tensors keep changing. The caller has a dispose scope open.</summary>
    public FitState Capture()
    {
        Engine.Publish();
        return State();
    }

    /// <summary>Puts another state of the same fit in place of the fresh one, except for what is noted about the rows.</summary>
    public void Restore(FitState state)
    {
        using IDisposable noGradient = no_grad();
        Copy(state.Weights, _network.state_dict());
        _noise.set_state(state.Generator);
        if (state.Best is { Epoch: > 0 } best)
            Best?.Keep(best.Epoch, best.Criterion, best.Weights);
        Rate.ResumeAfter(state.Steps, state.LearningRate);
        Engine.Restore(state.OptimizerMemory, state.Steps);
        if (Stopping is not null && state.Stopping is { } counted)
            Stopping.State = counted;
        History.AddRange(state.History);
        RowsDone = state.RowsDone;
        Engine.RestoreSums(state.Sums);
    }

    public void Dispose()
    {
        Engine.Dispose();
        Best?.Dispose();
    }

    private FitState State() => new()
    {
        History = History,
        RowsDone = RowsDone,
        Sums = RowsDone > 0 ? Engine.ReadSums() : default,
        Steps = Rate.Steps,
        LearningRate = Rate.Plateaus,
        Stopping = Stopping?.State,
        RowsSeen = Inspection.Variety.State.Rows,
        RowsDiffer = Inspection.Variety.State.Differ,
        Ranks = Exchange?.Ranks.Size ?? 1,
        Best = Best is null ? null : new BestWeights(Best.Epoch, Best.Criterion, Best.Weights),
        Weights = [.. _network.state_dict().Select(tensor => (tensor.Key, tensor.Value))],
        OptimizerMemory = Engine.OptimizerMemory,
        Generator = _noise.get_state(),
    };

    private static void Copy(IEnumerable<(string Name, Tensor Tensor)> from, Dictionary<string, Tensor> to)
    {
        foreach ((string name, Tensor tensor) in from)
            to[name].copy_(tensor);
    }
}
