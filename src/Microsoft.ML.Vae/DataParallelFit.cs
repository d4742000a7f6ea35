using Microsoft.ML.Vae.Checkpoints;
using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Training;

namespace Microsoft.ML.Vae;

/// <summary>One fit that several processes make together, seen from one of them.</summary>
internal sealed class DataParallelFit(IHost host, VaeOptions options, RankGroup ranks, TimeProvider clock)
{
    /// <param name="freshSeed">The seed where neither the options nor a checkpoint have one.</param>
    /// <param name="trainData">The training rows.</param>
    /// <param name="validationData">The validation rows; null: none.</param>
    /// <param name="warmStart">A model to begin with; null: none.</param>
    public VaeTransformer Run(Func<int> freshSeed, IDataView trainData, IDataView? validationData, VaeTransformer? warmStart)
    {
        try
        {
            return RunTogether(freshSeed, trainData, validationData, warmStart);
        }
        catch (Exception e) when (!IsOfAll(e))
        {
            ranks.Abort(e);   // the others would wait for this process in vain
            throw;
        }
    }

    // Ranks decide on these from the same numbers, or after asking each other.
    private bool IsOfAll(Exception e) =>
        e is OperationCanceledException or TrainingDivergedException or ScoreCalibrationException || ranks.IsDecided(e);

    private VaeTransformer RunTogether(Func<int> freshSeed, IDataView trainData, IDataView? validationData, VaeTransformer? warmStart)
    {
        VaeOptions bound = options;
        CheckpointStore? store = null;
        try
        {
            ranks.Together(() =>
            {
                NativeLibrary.Require(host);
                bound = SlotBinding.Bind(host, options, trainData.Schema);
                if (ranks.IsFirst)
                {
                    store = CheckpointStore.Open(
                        bound, TimeProvider.System, () => FitData.Hash(host, bound, trainData, validationData));
                }
            });
            int seed = SeedOfFirst(bound.Seed ?? freshSeed(), store);
            SharedStore? shared = bound.Checkpoints is null ? null : new SharedStore(ranks, store);
            if (!ranks.IsFirst)
                bound = bound with { Progress = null };
            return new VaeFit(host, bound, seed, shared, clock) { Ranks = ranks, Voice = ranks.IsFirst ? host : Silent() }
                .Run(trainData, validationData, warmStart?.Model);
        }
        finally
        {
            store?.Dispose();
        }
    }

    private int SeedOfFirst(int mine, CheckpointStore? store) => (int)ranks.Sum(ranks.IsFirst ? store?.Seed ?? mine : 0d);

    private static IHost Silent() => ((IHostEnvironment)new MLContext()).Register(nameof(VaeEstimator));
}
