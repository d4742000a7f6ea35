using Microsoft.ML.Vae.Blocks;
using ParquetSharp;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>A column with a list for each row.</summary>
/// <param name="conversion">Makes its values.</param>
/// <param name="size">The length of all lists; 0: each has its own.</param>
internal sealed class ListChunk<TStored, TValue>(Conversion<TStored, TValue> conversion, int size) : ColumnChunk where TStored : unmanaged
{
    private readonly LevelBuffer<TStored> _buffer = new(isRepeated: true);
    private readonly VectorBlock<TValue> _block = new(size);

    public override BlockColumn Block => _block;

    protected override void Start(ColumnReader reader) => _buffer.Start(reader);

    protected override void Read(int rows)
    {
        _block.Values.Clear(checked(rows * size));
        _block.Ends.Clear(size > 0 ? 0 : rows);
        for (int row = 0; row < rows; row++)
        {
            int start = _block.Values.Count;
            if (!_buffer.Fill())
                throw Ended(row);
            if (_buffer.Definitions[0] < Column.ListDefinition)
                TakeEmpty(row);
            else
                TakeList(row);
            int length = _block.Values.Count - start;
            if (size == 0)
                _block.Ends.Add(_block.Values.Count);
            else if (length != size)
                throw HasLength(row, length, size);
        }
    }

    // The level below a list's own says that it is empty; those below that one, that it or what it lies in is null.
    private void TakeEmpty(int row)
    {
        bool isNull = _buffer.Definitions[0] < Column.ListDefinition - 1;
        _buffer.Take(1, 0);
        if (!isNull)
            return;
        if (!conversion.HasMissing)
            throw IsNull(row);
        _block.Values.Append(size).Fill(conversion.Missing);
    }

    private void TakeList(int row)
    {
        bool isWhole;
        int skipped = 1;   // the level that begins the row
        do
        {
            int end = _buffer.Repetitions[skipped..].IndexOf((short)0);
            isWhole = end >= 0;
            TakeValues(row, isWhole ? skipped + end : _buffer.Repetitions.Length);
            skipped = 0;
        }
        while (!isWhole && _buffer.Fill() && _buffer.Repetitions[0] != 0);
    }

    private void TakeValues(int row, int count)
    {
        while (count > 0)
        {
            ReadOnlySpan<short> definitions = _buffer.Definitions[..count];
            int run = definitions.IndexOfAnyExcept(Column.MaximumDefinition) is >= 0 and var end ? end : count;
            if (run == 0)
            {
                _block.Values.Add(conversion.HasMissing ? conversion.Missing : throw IsNull(row));
                _buffer.Take(1, 0);
                count--;
                continue;
            }
            conversion.Convert(_buffer.Values[..run], _block.Values.Append(run));
            _buffer.Take(run, run);
            count -= run;
        }
    }
}
