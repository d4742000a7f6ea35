using ParquetSharp;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>
/// Values of a column chunk as the file has them: each has a definition level, below the column's maximum where it or what it lies in is
/// null, and a repetition level, 0 where a row begins.
/// </summary>
internal sealed class LevelBuffer<T>(bool isRepeated) where T : unmanaged
{
    private const int ListCapacity = 1 << 15;
    private const int ScalarCapacity = 1 << 12;

    private readonly short[] _definitions = new short[isRepeated ? ListCapacity : ScalarCapacity];
    private readonly short[] _repetitions = new short[isRepeated ? ListCapacity : ScalarCapacity];
    private readonly T[] _values = new T[isRepeated ? ListCapacity : ScalarCapacity];
    private ColumnReader<T>? _reader;
    private int _level;
    private int _levels;
    private int _value;

    public ReadOnlySpan<short> Definitions => _definitions.AsSpan(_level.._levels);

    public ReadOnlySpan<short> Repetitions => _repetitions.AsSpan(_level.._levels);

    /// <summary>The values that are not null.</summary>
    public ReadOnlySpan<T> Values => _values.AsSpan(_value);

    /// <summary>Begins a chunk.</summary>
    public void Start(ColumnReader reader)
    {
        _reader = (ColumnReader<T>)reader;
        (_level, _levels) = (0, 0);
        Array.Clear(_definitions);   // where nothing can be null, none are read
    }

    /// <summary>Reads on if all has been taken. What was there before, strings too, is no longer.</summary>
    /// <returns>Whether there is anything left.</returns>
    public bool Fill()
    {
        while (_level == _levels)
        {
            if (!_reader!.HasNext)
                return false;
            _levels = (int)_reader.ReadBatch(_values.Length, _definitions, _repetitions, _values, out _);
            (_level, _value) = (0, 0);
        }
        return true;
    }

    public void Take(int levels, int values)
    {
        _level += levels;
        _value += values;
    }
}
