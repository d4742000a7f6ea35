namespace Microsoft.ML.Vae.Visuals.Projections;

/// <summary>Compares the neighbours of points in a map with those of the rows that they stand for.</summary>
internal static class Neighborhoods
{
    private const int Neighbors = 5;
    private const int LeastRows = 2 * Neighbors + 2;

    /// <summary>1 − 2 / (N k (2N − 3k − 1)) Σ (rank − k) over neighbours in the map that are none of the rows; null for few rows.</summary>
    /// <param name="squaredDistances">Between the rows, [N · N].</param>
    /// <param name="map">The points, [N, 2].</param>
    /// <param name="count">N.</param>
    public static double? Trustworthiness(float[] squaredDistances, float[] map, int count)
    {
        if (count < LeastRows)
            return null;
        long[] excess = new long[count];
        Parallel.For(0, count, i =>
        {
            ReadOnlySpan<float> own = squaredDistances.AsSpan(i * count, count);
            foreach (int neighbor in Nearest(map, i, count))
                excess[i] += Math.Max(0, Rank(own, i, neighbor) - Neighbors);
        });
        return 1 - 2.0 * excess.Sum() / ((double)count * Neighbors * (2 * count - 3 * Neighbors - 1));
    }

    /// <summary>The nearest points in the map.</summary>
    private static int[] Nearest(float[] map, int point, int count)
    {
        int[] nearest = new int[Neighbors];
        float[] distances = new float[Neighbors];
        Array.Fill(distances, float.PositiveInfinity);
        for (int other = 0; other < count; other++)
        {
            float x = map[2 * point] - map[2 * other], y = map[2 * point + 1] - map[2 * other + 1], distance = x * x + y * y;
            if (other == point || distance >= distances[^1])
                continue;
            int place = Neighbors - 1;
            for (; place > 0 && distances[place - 1] > distance; place--)
                (distances[place], nearest[place]) = (distances[place - 1], nearest[place - 1]);
            (distances[place], nearest[place]) = (distance, other);
        }
        return nearest;
    }

    /// <summary>The place of a row, from 1, among all others by their distance from one.</summary>
    private static int Rank(ReadOnlySpan<float> distances, int from, int to)
    {
        int rank = 1;
        for (int other = 0; other < distances.Length; other++)
        {
            if (other != from && other != to && (distances[other] < distances[to] || distances[other] == distances[to] && other < to))
                rank++;
        }
        return rank;
    }
}
