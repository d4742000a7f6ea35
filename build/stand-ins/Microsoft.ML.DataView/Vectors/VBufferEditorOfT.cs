using Microsoft.ML.Internal.DataView;

namespace Microsoft.ML.Data;

/// <summary>Write access to the arrays of a buffer until <see cref="Commit"/>.</summary>
public readonly ref struct VBufferEditor<T>
{
    private readonly int _logicalLength;
    private readonly T[] _values;
    private readonly int[] _indices;

    /// <summary>May hold old data: fill all of it.</summary>
    public readonly Span<T> Values;

    public readonly Span<int> Indices;

    internal VBufferEditor(int logicalLength, int count, bool exposeIndices, T[] values, int[] indices, bool createdNewValues, bool createdNewIndices)
    {
        _logicalLength = logicalLength;
        _values = values;
        _indices = indices;
        Values = values.AsSpan(0, count);
        Indices = exposeIndices ? indices.AsSpan(0, count) : default;
        CreatedNewValues = createdNewValues;
        CreatedNewIndices = createdNewIndices;
    }

    public bool CreatedNewValues { get; }

    public bool CreatedNewIndices { get; }

    public VBuffer<T> Commit() => new(_logicalLength, Values.Length, _values, _indices);

    public VBuffer<T> CommitTruncated(int physicalValuesCount)
    {
        Guard.Param(physicalValuesCount <= Values.Length, nameof(physicalValuesCount),
            "Updating physicalValuesCount during CommitTruncated cannot be greater than the original physicalValuesCount value used in Create.");
        return new(_logicalLength, physicalValuesCount, _values, _indices);
    }
}
