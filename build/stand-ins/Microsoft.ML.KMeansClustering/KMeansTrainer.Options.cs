namespace Microsoft.ML.Trainers;

public partial class KMeansTrainer
{
    /// <summary>How to train.</summary>
    public sealed class Options : UnsupervisedTrainerInputBaseWithWeight
    {
        public int NumberOfClusters = DefaultNumberOfClusters;

        public InitializationAlgorithm InitializationAlgorithm = InitializationAlgorithm.KMeansYinyang;

        /// <summary>Training ends when the average score changes by less.</summary>
        public float OptimizationTolerance = 1e-7f;

        public int MaximumNumberOfIterations = 1000;

        /// <summary>Checked only: this stand-in keeps the rows in memory in any case.</summary>
        public int AccelerationMemoryBudgetMb = 4 * 1024;

        public int? NumberOfThreads;

        public Options()
        {
        }
    }
}
