using Microsoft.ML.Trainers.Training;

namespace Microsoft.ML.Trainers.Initialization;

/// <summary>k rows, each as likely as any other.</summary>
internal static class RandomInitialization
{
    public static Centroids Choose(Points points, int k, Random random)
    {
        var centroids = new Centroids(k, points.Dimension);
        var rows = WeightedSample.Draw(points.Count, _ => 1, k, random);
        for (var i = 0; i < k; i++)
            centroids.Set(i, points[rows[i]]);
        return centroids;
    }
}
