using System.Collections;

namespace Microsoft.ML.Data;

public readonly partial struct VBuffer<T>
{
    public IEnumerable<KeyValuePair<int, T>> Items(bool all = false)
    {
        if (IsDense)
            return DensePairs(_values, Length);
        return all ? AllPairs(_values, _indices, Length, _count) : ExplicitPairs(_values, _indices, _count);
    }

    public IEnumerable<T> DenseValues()
    {
        foreach (var (_, value) in Items(all: true))
            yield return value;
    }

    /// <summary>As in the original this walks the whole backing array, spare capacity included.</summary>
    public IEnumerator GetEnumerator() => _values.GetEnumerator();

    private static IEnumerable<KeyValuePair<int, T>> DensePairs(T[] values, int length)
    {
        for (var i = 0; i < length; i++)
            yield return new(i, values[i]);
    }

    private static IEnumerable<KeyValuePair<int, T>> ExplicitPairs(T[] values, int[] indices, int count)
    {
        for (var i = 0; i < count; i++)
            yield return new(indices[i], values[i]);
    }

    private static IEnumerable<KeyValuePair<int, T>> AllPairs(T[] values, int[] indices, int length, int count)
    {
        for (int slot = 0, next = 0; slot < length; slot++)
        {
            var isExplicit = next < count && indices[next] == slot;
            yield return new(slot, isExplicit ? values[next++] : default);
        }
    }
}
