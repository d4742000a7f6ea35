using Microsoft.ML.Vae.Blocks;
using ParquetSharp;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>A column with bytes for each row; none where they are null.</summary>
internal sealed class BinaryChunk<TStored> : ColumnChunk where TStored : unmanaged
{
    private readonly LevelBuffer<TStored> _buffer = new(isRepeated: false);
    private readonly Func<TStored, (nint Pointer, int Length)> _bytes;
    private readonly int _size;
    private readonly VectorBlock<byte> _block;

    /// <param name="bytes">Where a stored value's bytes are.</param>
    /// <param name="size">How many all rows have; 0: each its own.</param>
    /// <param name="areImages">Whether they are encoded images, to be decoded.</param>
    public BinaryChunk(Func<TStored, (nint Pointer, int Length)> bytes, int size, bool areImages)
    {
        (_bytes, _size, _block) = (bytes, size, new VectorBlock<byte>(size));
        Block = areImages ? new ImageColumn(_block, Place) : _block;
    }

    public override BlockColumn Block { get; }

    protected override void Start(ColumnReader reader) => _buffer.Start(reader);

    protected override void Read(int rows)
    {
        _block.Values.Clear(checked(rows * _size));
        _block.Ends.Clear(_size > 0 ? 0 : rows);
        for (int row = 0; row < rows; row++)
        {
            if (!_buffer.Fill())
                throw Ended(row);
            bool isNull = _buffer.Definitions[0] < Column.MaximumDefinition;
            (nint pointer, int length) = isNull ? default : _bytes(_buffer.Values[0]);
            if (_size > 0 && length != _size)
                throw isNull ? IsNull(row) : HasLength(row, length, _size);
            Copy(pointer, _block.Values.Append(length));
            if (_size == 0)
                _block.Ends.Add(_block.Values.Count);
            _buffer.Take(1, isNull ? 0 : 1);
        }
    }

    private static unsafe void Copy(nint pointer, Span<byte> to) => new ReadOnlySpan<byte>((void*)pointer, to.Length).CopyTo(to);
}
