namespace Microsoft.ML.Vae.Blocks;

/// <summary>Values one after the other, whose memory serves slice after slice.</summary>
internal sealed class ValueBuffer<T>
{
    private T[] _values = [];

    public int Count { get; private set; }

    public Span<T> Values => _values.AsSpan(0, Count);

    /// <summary>Removes all values, and makes room for so many.</summary>
    public void Clear(int capacity = 0)
    {
        Count = 0;
        if (_values.Length < capacity)
            _values = new T[capacity];
    }

    /// <summary>Room for more values, to be filled.</summary>
    public Span<T> Append(int count)
    {
        int needed = checked(Count + count);
        if (needed > _values.Length)
            Array.Resize(ref _values, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _values.Length)));
        Count = needed;
        return _values.AsSpan(needed - count, count);
    }

    public void Add(T value) => Append(1)[0] = value;
}
