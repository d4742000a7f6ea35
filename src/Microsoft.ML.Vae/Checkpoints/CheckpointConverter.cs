using Microsoft.ML.Vae.Persistence;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>From the state of a fit to a checkpoint's numbers and tensors, and back.</summary>
internal static class CheckpointConverter
{
    private const string Network = "network.";
    private const string Optimizer = "optimizer.";
    private const string Best = "best.";
    private const string Generator = "generator";

    /// <summary>Where the fit stands, with the losses of the epoch under way.</summary>
    public static CheckpointDescription Describe(FitState state, int seed, LossSums sums) => new()
    {
        Seed = seed,
        Epochs = state.History.Count,
        IsValidated = IsValidated(state),
        RowsDone = state.RowsDone,
        ReconstructionSum = state.RowsDone > 0 ? sums.Reconstruction : 0,
        KullbackLeiblerSum = state.RowsDone > 0 ? sums.KlDivergence : 0,
        Steps = state.Rate.Steps,
        Plateau = state.Rate.Plateaus,
        Stopping = state.Stopping?.State,
        BestEpoch = state.Best?.Epoch ?? 0,
        BestCriterion = state.Best?.Criterion ?? double.PositiveInfinity,
        RowsSeen = state.Runner.Variety.State.Rows,
        RowsDiffer = state.Runner.Variety.State.Differ,
    };

    /// <summary>The tensors of a checkpoint, on the CPU. The caller has a dispose scope open.</summary>
    public static IReadOnlyList<(string Name, Tensor Tensor)> Tensors(FitState state) =>
    [
        .. Live(state).Select(tensor => (tensor.Name, tensor.Tensor.cpu())),
        .. (state.Best?.Weights ?? new Dictionary<string, Tensor>()).Select(tensor => (Best + tensor.Key, tensor.Value.cpu())),
        (Generator, state.Noise.get_state()),
        .. HistoryTensors.From(state.History, IsValidated(state)),
    ];

    /// <summary>Bytes that a checkpoint may come to, but for the history.</summary>
    public static long LargestSize(FitState state)
    {
        long weights = state.Network.state_dict().Values.Sum(SizeOf);
        return weights + state.Descent.Memory.Sum(memory => SizeOf(memory.Tensor)) + (state.Best is null ? 0 : weights);
    }

    /// <summary>Puts a checkpoint's state in place of a fresh one.</summary>
    /// <exception cref="ModelFormatException">The checkpoint holds other tensors than the fit.</exception>
    public static void Restore(Checkpoint checkpoint, FitState state)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        (CheckpointDescription description, Safetensors file) = (checkpoint.Description, checkpoint.File);
        checkpoint.CheckTensors(Expected(description, state));

        foreach ((string name, Tensor tensor) in Live(state))
            tensor.copy_(file.Copy(name));
        state.Noise.set_state(file.Copy(Generator));
        if (state.Best is { } best && description.BestEpoch > 0)
            best.Keep(description.BestEpoch, description.BestCriterion, state.Network.state_dict().ToDictionary(tensor => tensor.Key, tensor => file.Copy(Best + tensor.Key)));
        RestoreNumbers(description, state);
        state.History.AddRange(HistoryTensors.Read(file, description.Epochs, description.IsValidated));
    }

    private static void RestoreNumbers(CheckpointDescription description, FitState state)
    {
        state.Rate.ResumeAfter(description.Steps, description.Plateau);
        state.Descent.ResumeAfter(description.Steps);
        if (state.Stopping is { } stopping && description.Stopping is { } counted)
            stopping.State = counted;
        state.RowsDone = description.RowsDone;
        state.Engine.RestoreSums(new LossSums(description.ReconstructionSum, description.KullbackLeiblerSum, description.RowsDone));
    }

    /// <summary>What is to be changed in place.</summary>
    private static IEnumerable<(string Name, Tensor Tensor)> Live(FitState state) =>
    [
        .. state.Network.state_dict().Select(tensor => (Network + tensor.Key, tensor.Value)),
        .. state.Descent.Memory.Select(memory => (Optimizer + memory.Name, memory.Tensor)),
    ];

    private static IEnumerable<ExpectedTensor> Expected(CheckpointDescription description, FitState state)
    {
        foreach ((string name, Tensor tensor) in Live(state))
            yield return Like(name, tensor);
        if (description.BestEpoch > 0)
        {
            foreach ((string name, Tensor tensor) in state.Network.state_dict())
                yield return Like(Best + name, tensor);
        }
        yield return Like(Generator, state.Noise.get_state());
        foreach (ExpectedTensor tensor in HistoryTensors.Expected(description.Epochs, description.IsValidated))
            yield return tensor;
    }

    private static ExpectedTensor Like(string name, Tensor tensor) => new(name, TensorEntry.TypeOf(tensor), tensor.shape);

    private static long SizeOf(Tensor tensor) => tensor.numel() * TensorEntry.SizeOf(TensorEntry.TypeOf(tensor));

    private static bool IsValidated(FitState state) => state.History.Any(epoch => epoch.ValidationNegativeElbo is not null);
}
