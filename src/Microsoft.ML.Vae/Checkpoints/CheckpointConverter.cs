using Microsoft.ML.Vae.Persistence;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae.Checkpoints;

/// <summary>From the state of a fit to a checkpoint's numbers and tensors, and back.</summary>
internal static class CheckpointConverter
{
    private const string Network = "network.";
    private const string Optimizer = "optimizer.";
    private const string Best = "best.";
    private const string Generator = "generator";

    public static CheckpointDescription Describe(FitState state, int seed) => new()
    {
        Seed = seed,
        Threads = get_num_threads(),
        Epochs = state.History.Count,
        IsValidated = HistoryTensors.AreValidated(state.History),
        RowsDone = state.RowsDone,
        ReconstructionSum = state.Sums.Reconstruction,
        KlSum = state.Sums.KlDivergence,
        Steps = state.Steps,
        Plateau = state.LearningRate,
        Stopping = state.Stopping,
        BestEpoch = state.Best?.Epoch ?? 0,
        BestCriterion = state.Best?.Criterion ?? double.PositiveInfinity,
        RowsSeen = state.RowsSeen,
        RowsDiffer = state.RowsDiffer,
        Ranks = state.Ranks > 1 ? state.Ranks : null,
    };

    /// <summary>The tensors of a checkpoint, on the CPU. The caller has a dispose scope open.</summary>
    public static IReadOnlyList<(string Name, Tensor Tensor)> Tensors(FitState state) =>
    [
        .. Live(state).Select(tensor => (tensor.Name, tensor.Tensor.cpu())),
        .. (state.Best?.Weights ?? new Dictionary<string, Tensor>()).Select(tensor => (Best + tensor.Key, tensor.Value.cpu())),
        (Generator, state.Generator),
        .. HistoryTensors.From(state.History),
    ];

    /// <summary>Bytes that a checkpoint may come to, but for the history.</summary>
    public static long LargestSize(FitState fresh)
    {
        long weights = fresh.Weights.Sum(tensor => SizeOf(tensor.Tensor));
        return weights + fresh.OptimizerMemory.Sum(tensor => SizeOf(tensor.Tensor)) + (fresh.Best is null ? 0 : weights);
    }

    /// <summary>The state in a checkpoint. The caller has a dispose scope open.</summary>
    /// <exception cref="ModelFormatException">The checkpoint holds other tensors than the fit.</exception>
    public static FitState Read(Checkpoint checkpoint, FitState fresh)
    {
        (CheckpointDescription description, Safetensors file) = (checkpoint.Description, checkpoint.File);
        checkpoint.CheckTensors(Expected(description, fresh));
        return new FitState
        {
            History = HistoryTensors.Read(file, description.Epochs, description.IsValidated),
            RowsDone = description.RowsDone,
            Sums = new LossSums(description.ReconstructionSum, description.KlSum, description.RowsDone),
            Steps = description.Steps,
            LearningRate = description.Plateau,
            Stopping = description.Stopping,
            RowsSeen = description.RowsSeen,
            RowsDiffer = description.RowsDiffer,
            Ranks = description.Ranks ?? 1,
            Best = description.BestEpoch == 0
                ? null
                : new BestWeights(description.BestEpoch, description.BestCriterion, ReadBest(file, fresh)),
            Weights = [.. fresh.Weights.Select(tensor => (tensor.Name, file.Copy(Network + tensor.Name)))],
            OptimizerMemory = [.. fresh.OptimizerMemory.Select(tensor => (tensor.Name, file.Copy(Optimizer + tensor.Name)))],
            Generator = file.Copy(Generator),
        };
    }

    private static Dictionary<string, Tensor> ReadBest(Safetensors file, FitState fresh) =>
        fresh.Weights.ToDictionary(tensor => tensor.Name, tensor => file.Copy(Best + tensor.Name));

    private static IEnumerable<(string Name, Tensor Tensor)> Live(FitState state) =>
    [
        .. state.Weights.Select(tensor => (Network + tensor.Name, tensor.Tensor)),
        .. state.OptimizerMemory.Select(tensor => (Optimizer + tensor.Name, tensor.Tensor)),
    ];

    private static IEnumerable<ExpectedTensor> Expected(CheckpointDescription description, FitState fresh)
    {
        foreach ((string name, Tensor tensor) in Live(fresh))
            yield return Like(name, tensor);
        if (description.BestEpoch > 0)
        {
            foreach ((string name, Tensor tensor) in fresh.Weights)
                yield return Like(Best + name, tensor);
        }
        yield return Like(Generator, fresh.Generator);
        foreach (ExpectedTensor tensor in HistoryTensors.Expected(description.Epochs, description.IsValidated))
            yield return tensor;
    }

    private static ExpectedTensor Like(string name, Tensor tensor) => new(name, TensorEntry.TypeOf(tensor), tensor.shape);

    private static long SizeOf(Tensor tensor) => tensor.numel() * TensorEntry.SizeOf(TensorEntry.TypeOf(tensor));
}
