using System.Numerics;

namespace Microsoft.ML.Vae.Tests.Samples.Digits;

/// <summary>Nearest neighbours by Euclidean distance; among labels with as many votes the nearest wins.</summary>
internal sealed class NearestNeighbours(byte[] pixels, byte[] labels, int size)
{
    private readonly float[] _pixels = Array.ConvertAll(pixels, pixel => (float)pixel);

    public byte Classify(ReadOnlySpan<byte> image, int neighbours)
    {
        var query = Array.ConvertAll(image.ToArray(), pixel => (float)pixel);
        var nearest = new PriorityQueue<byte, float>();
        for (var i = 0; i < labels.Length; i++)
        {
            // The farthest of those kept is the first to leave.
            nearest.Enqueue(labels[i], -SquaredDistance(query, _pixels.AsSpan(i * size, size)));
            if (nearest.Count > neighbours)
                nearest.Dequeue();
        }

        return nearest.UnorderedItems
            .GroupBy(item => item.Element)
            .OrderByDescending(votes => votes.Count())
            .ThenByDescending(votes => votes.Max(item => item.Priority))
            .First().Key;
    }

    private static float SquaredDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i <= left.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var difference = new Vector<float>(left[i..]) - new Vector<float>(right[i..]);
            sum += difference * difference;
        }

        var rest = 0f;
        for (; i < left.Length; i++)
            rest += (left[i] - right[i]) * (left[i] - right[i]);
        return Vector.Sum(sum) + rest;
    }
}
