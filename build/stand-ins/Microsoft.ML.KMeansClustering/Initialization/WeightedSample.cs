using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.Initialization;

/// <summary>
/// Draws rows without replacement, each with a chance in proportion to its weight (Efraimidis and Spirakis 2006: the largest keys log(u)/weight).
/// </summary>
internal static class WeightedSample
{
    private const float SmallestWeight = 1e-15f;

    public static int[] Draw(int rows, Func<int, float> weight, int count, Random random)
    {
        var best = new PriorityQueue<int, double>();
        for (var row = 0; row < rows; row++)
        {
            var rowWeight = weight(row);
            if (rowWeight <= SmallestWeight)
                continue;
            var key = Math.Log(random.NextDouble()) / rowWeight;
            if (best.Count < count)
                best.Enqueue(row, key);
            else
                best.EnqueueDequeue(row, key);
        }

        if (best.Count < count)
            throw Contracts.Except("Failed to initialize clusters: too few examples");
        return [.. best.UnorderedItems.Select(item => item.Element)];
    }
}
