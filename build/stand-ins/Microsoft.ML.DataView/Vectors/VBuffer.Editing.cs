using Microsoft.ML.Internal.DataView;

namespace Microsoft.ML.Data;

public readonly partial struct VBuffer<T>
{
    internal VBufferEditor<T> GetEditor() => GetEditor(Length, _count, null, false, false);

    internal VBufferEditor<T> GetEditor(int newLogicalLength, int? valuesCount, int? maxValuesCapacity, bool keepOldOnResize, bool requireIndicesOnDense)
    {
        Guard.Param(newLogicalLength >= 0, nameof(newLogicalLength), "Must be non-negative.");
        Guard.Param(valuesCount is null or >= 0, nameof(valuesCount), "If specified, must be non-negative.");
        Guard.Param(!(valuesCount > newLogicalLength), nameof(valuesCount), "If specified, must be no greater than newLogicalLength");

        var count = valuesCount ?? newLogicalLength;
        var capacity = maxValuesCapacity ?? Array.MaxLength;
        var values = Fit(_values, count, capacity, keepOldOnResize);
        var needsIndices = count < newLogicalLength || requireIndicesOnDense;
        var indices = needsIndices ? Fit(_indices, count, capacity, keepOldOnResize) : _indices;
        return new VBufferEditor<T>(newLogicalLength, count, needsIndices, values, indices, values != _values, indices != _indices);
    }

    /// <summary>The same array where it is large enough, else one of at least double the size.</summary>
    private static TItem[] Fit<TItem>(TItem[] array, int min, int max, bool keepOld)
    {
        if (min > max)
            throw new ArgumentOutOfRangeException(nameof(max), "min must not exceed max");
        var size = array?.Length ?? 0;
        if (size >= min)
            return array;
        var doubled = size == 0 ? 4L : 2L * size;
        var grown = new TItem[Math.Max(min, Math.Min(doubled, max))];
        if (keepOld)
            array?.CopyTo(grown, 0);
        return grown;
    }
}
