using Microsoft.ML.Vae.Blocks;
using ParquetSharp;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>A column with one value for each row.</summary>
internal sealed class ScalarChunk<TStored, TValue>(Conversion<TStored, TValue> conversion) : ColumnChunk where TStored : unmanaged
{
    private readonly LevelBuffer<TStored> _buffer = new(isRepeated: false);
    private readonly ScalarBlock<TValue> _block = new();

    public override BlockColumn Block => _block;

    protected override void Start(ColumnReader reader) => _buffer.Start(reader);

    protected override void Read(int rows)
    {
        ValueBuffer<TValue> values = _block.Values;
        values.Clear(rows);
        while (values.Count < rows)
        {
            if (!_buffer.Fill())
                throw Ended(values.Count);
            ReadOnlySpan<short> definitions = _buffer.Definitions;
            int most = Math.Min(definitions.Length, rows - values.Count);
            int run = definitions[..most].IndexOfAnyExcept(Column.MaximumDefinition) is >= 0 and var end ? end : most;
            if (run == 0)
            {
                values.Add(conversion.HasMissing ? conversion.Missing : throw IsNull(values.Count));
                _buffer.Take(1, 0);
                continue;
            }
            conversion.Convert(_buffer.Values[..run], values.Append(run));
            _buffer.Take(run, run);
        }
    }
}
