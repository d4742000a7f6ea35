namespace Microsoft.ML.Trainers;

public partial class KMeansTrainer
{
    /// <summary>How the first centroids are chosen; Yinyang stands for k-means‖.</summary>
    public enum InitializationAlgorithm
    {
        KMeansPlusPlus = 0,
        Random = 1,
        KMeansYinyang = 2,
    }
}
