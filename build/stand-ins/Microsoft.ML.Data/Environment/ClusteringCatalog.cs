using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Trainers and metrics of clustering.</summary>
public sealed partial class ClusteringCatalog : TrainCatalogBase
{
    internal ClusteringCatalog(IHostEnvironment env)
        : base(env)
        => Trainers = new ClusteringTrainers(this);

    public ClusteringTrainers Trainers { get; }

    /// <summary>Where the trainers hang as extension methods.</summary>
    public sealed class ClusteringTrainers : CatalogInstantiatorBase
    {
        internal ClusteringTrainers(ClusteringCatalog catalog)
            : base(catalog)
        {
        }
    }
}
