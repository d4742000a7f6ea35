using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Results;

/// <summary>
/// Nearest neighbours by Euclidean distance (Cover and Hart, "Nearest Neighbor Pattern Classification", 1967), found by matrix products.
/// A tie between labels goes to the nearest point, a tie between points to the earlier one.
/// </summary>
/// <param name="points">One point after another.</param>
/// <param name="labels">Their labels.</param>
internal sealed class NearestNeighbours(float[] points, byte[] labels)
{
    /// <summary>Queries whose distances to all points are in memory at once.</summary>
    private const int BlockSize = 250;

    private readonly int _size = points.Length / labels.Length;

    /// <summary>The label of each query, in their order.</summary>
    public byte[] Classify(float[] queries, int neighbours)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor p = tensor(points, [labels.Length, _size]);                    // [N, D]
        Tensor squares = p.square().sum([1], keepdim: false);                 // [N]
        Tensor q = tensor(queries, [queries.Length / _size, _size]);          // [M, D]
        var told = new byte[q.size(0)];
        for (int first = 0; first < told.Length; first += BlockSize)
        {
            using DisposeScope block = NewDisposeScope();
            Tensor some = q.narrow(0, first, Math.Min(BlockSize, told.Length - first));   // [B, D]
            // ‖p − q‖² but for ‖q‖², which is the same for all points.
            Tensor distances = some.mul(-2).mm(p.t()).add_(squares);                      // [B, N]
            float[] values = MemoryMarshal.Cast<byte, float>(distances.bytes).ToArray();
            int start = first;
            Parallel.For(0, (int)some.size(0), i => told[start + i] = Vote(values.AsSpan(i * labels.Length, labels.Length), neighbours));
        }

        return told;
    }

    private byte Vote(ReadOnlySpan<float> distances, int neighbours)
    {
        int[] nearest = Nearest(distances, Math.Min(neighbours, labels.Length));
        // MaxBy takes the first of equals, and the groups are in the order of their nearest points.
        return nearest.GroupBy(point => labels[point]).MaxBy(votes => votes.Count())!.Key;
    }

    /// <summary>The nearest points, in order of their distance.</summary>
    private static int[] Nearest(ReadOnlySpan<float> distances, int count)
    {
        var nearest = new int[count];
        int found = 0;
        for (int point = 0; point < distances.Length; point++)
        {
            float distance = distances[point];
            if (found == count && !(distance < distances[nearest[count - 1]]))
                continue;
            int place = found < count ? found++ : count - 1;
            for (; place > 0 && distance < distances[nearest[place - 1]]; place--)
                nearest[place] = nearest[place - 1];
            nearest[place] = point;
        }

        return nearest;
    }
}
