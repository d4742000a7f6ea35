using Microsoft.ML.Trainers.Training;

namespace Microsoft.ML.Trainers.Initialization;

/// <summary>
/// Bahmani et al. 2012, k-means‖: a few rounds draw many rows each, in proportion to their squared distance; k-means++ then chooses k of them, each
/// weighted by the number of rows that are nearest to it. Below 60 clusters one row a round is drawn, k of them, and all are taken.
/// </summary>
internal static class ScalableInitialization
{
    private const int FewClusters = 60;
    private const int Rounds = 5;
    private const int Oversampling = 2;

    public static Centroids Choose(Points points, int k, Random random, BlockLoop loop)
    {
        var (rounds, samplesPerRound) = k < FewClusters ? (k - 1, 1) : (Rounds, Oversampling * k);
        var samples = new Centroids(1 + rounds * samplesPerRound, points.Dimension);
        var distances = new NearestDistances(points, loop);
        samples.Set(0, points[WeightedSample.Draw(points.Count, _ => 1, 1, random)[0]]);
        distances.Include(samples, 0, 1);
        for (var first = 1; first < samples.Count; first += samplesPerRound)
        {
            var rows = WeightedSample.Draw(points.Count, row => distances[row], samplesPerRound, random);
            for (var i = 0; i < rows.Length; i++)
                samples.Set(first + i, points[rows[i]]);
            distances.Include(samples, first, first + samplesPerRound);
        }

        return samples.Count == k ? samples : ChooseAmong(samples, distances.Nearest, k, random, loop);
    }

    private static Centroids ChooseAmong(Centroids samples, int[] nearest, int k, Random random, BlockLoop loop)
    {
        var weights = new float[samples.Count];
        foreach (var sample in nearest)
            weights[sample]++;
        var candidates = new Points(samples.Dimension);
        for (var i = 0; i < samples.Count; i++)
            samples.Values(i).CopyTo(candidates.Add());
        return PlusPlusInitialization.Choose(candidates, weights, k, random, loop);
    }
}
