using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers.Training;

namespace Microsoft.ML.Trainers.Initialization;

/// <summary>Arthur and Vassilvitskii 2007, k-means++: one row after another, in proportion to the squared distance to those chosen before.</summary>
internal static class PlusPlusInitialization
{
    private const float SmallestWeight = 1e-15f;

    public static Centroids Choose(Points points, IReadOnlyList<float> rowWeights, int k, Random random, BlockLoop loop)
    {
        var centroids = new Centroids(k, points.Dimension);
        var distances = new NearestDistances(points, loop);
        for (var chosen = 0; chosen < k; chosen++)
        {
            var row = DrawRow(points.Count, row => (chosen == 0 ? 1 : distances[row]) * rowWeights[row], random);
            if (row < 0)
                throw Contracts.Except("Not enough distinct instances to populate {0} clusters (only found {1} distinct instances)", k, chosen);
            centroids.Set(chosen, points[row]);
            distances.Include(centroids, chosen, chosen + 1);
        }

        return centroids;
    }

    /// <summary>One pass: each row replaces the candidate with its share of the weight seen so far.</summary>
    private static int DrawRow(int rows, Func<int, float> weight, Random random)
    {
        var candidate = -1;
        var total = 0.0;
        for (var row = 0; row < rows; row++)
        {
            var rowWeight = weight(row);
            if (!(rowWeight > 0))
                continue;
            total += rowWeight;
            if (rowWeight > SmallestWeight && random.NextSingle() < rowWeight / total)
                candidate = row;
        }

        return candidate;
    }
}
