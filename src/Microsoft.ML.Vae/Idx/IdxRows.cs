using Microsoft.ML.Vae.Blocks;

namespace Microsoft.ML.Vae.Idx;

/// <summary>
/// The rows of an IDX file, with their labels from another. A plain file is read at any place, block by block; one that is compressed from
/// its beginning, so that it is one group of many slices.
/// </summary>
internal sealed class IdxRows : IBlockSource
{
    private const int BlockBytes = 8 << 20;

    private readonly string _path;
    private readonly string? _labelPath;
    private readonly int _elementSize;
    private readonly int _blockRows;
    private readonly bool _isCompressed;

    public IdxRows(string path, string? labelPath, string valueColumn, string labelColumn)
    {
        (_path, _labelPath) = (path, labelPath);
        using IdxFile file = IdxFile.OpenRows(path);
        int[] dimensions = file.Header.Dimensions;
        _isCompressed = file.IsCompressed;
        _elementSize = file.Header.ElementSize;
        if (dimensions.Skip(1).Contains(0))
            throw new IdxFormatException(path, $"expected at least one number a row, got {string.Join(" x ", dimensions)}.");
        long rowBytes = dimensions.Skip(1).Aggregate((long)_elementSize, (total, size) => Math.Min(total * size, int.MaxValue));
        if (rowBytes > BlockBytes)
            throw new IdxFormatException(path, FormattableString.Invariant($"its rows have more than {BlockBytes} bytes each."));
        RowSize = (int)rowBytes / _elementSize;
        _blockRows = BlockBytes / (int)rowBytes;
        if (labelPath is not null)
        {
            using IdxFile labels = IdxFile.Open(labelPath, IdxType.UnsignedByte, 1);
            if (labels.PayloadLength != dimensions[0])
            {
                throw new IdxFormatException(
                    labelPath, $"expected {dimensions[0]} labels, one for each row of '{path}', got {labels.PayloadLength}.");
            }
            _isCompressed |= labels.IsCompressed;
        }
        GroupRows = _isCompressed
            ? [dimensions[0]]
            : [.. Enumerable.Range(0, (int)(((long)dimensions[0] + _blockRows - 1) / _blockRows))
                .Select(i => Math.Min(_blockRows, dimensions[0] - (long)i * _blockRows))];
        Schema = CreateSchema(file.Header, valueColumn, labelColumn);
    }

    public DataViewSchema Schema { get; }

    public IReadOnlyList<long> GroupRows { get; }

    /// <summary>The numbers of a row.</summary>
    public int RowSize { get; }

    public long BytesPerReader(IReadOnlyCollection<DataViewSchema.Column> columns) => BlockBytes;

    public BlockReader Open(IReadOnlyCollection<DataViewSchema.Column> columns)
    {
        bool reads(int index) => columns.Any(column => column.Index == index);
        return new Reader(this, reads(0), reads(1));
    }

    private DataViewSchema CreateSchema(IdxHeader header, string valueColumn, string labelColumn)
    {
        var builder = new DataViewSchema.Builder();
        PrimitiveDataViewType type = header.Type == IdxType.Single ? NumberDataViewType.Single : NumberDataViewType.Byte;
        builder.AddColumn(valueColumn, new VectorDataViewType(type, header.Dimensions[1..]));
        if (_labelPath is not null)
            builder.AddColumn(labelColumn, NumberDataViewType.Byte);
        return builder.ToSchema();
    }

    private sealed class Reader : BlockReader
    {
        private readonly IdxRows _rows;
        private readonly IdxFile? _values;
        private readonly IdxFile? _labels;
        private readonly VectorBlock<byte> _bytes;
        private readonly VectorBlock<float> _singles;
        private readonly ScalarBlock<byte> _labelValues = new();
        private long _remaining;

        public Reader(IdxRows rows, bool readsValues, bool readsLabels)
        {
            _rows = rows;
            (_bytes, _singles) = (new(rows.RowSize), new(rows.RowSize));
            _values = readsValues ? IdxFile.OpenRows(rows._path) : null;
            _labels = readsLabels ? IdxFile.Open(rows._labelPath!, IdxType.UnsignedByte, 1) : null;
        }

        public override void Start(int group)
        {
            _remaining = _rows.GroupRows[group];
            if (_rows._isCompressed)
                return;   // there is one group, which begins where the file does
            long row = (long)group * _rows._blockRows;
            _values?.Seek(row * _rows.RowSize * _rows._elementSize);
            _labels?.Seek(row);
        }

        public override int ReadSlice()
        {
            int rows = (int)Math.Min(_remaining, _rows._blockRows);
            _remaining -= rows;
            if (rows == 0)
            {
                if (_rows._isCompressed)
                    CheckEnd();
                return 0;
            }
            ReadValues(rows);
            _labelValues.Values.Clear();
            _labels?.Read(_labelValues.Values.Append(rows));
            return rows;
        }

        public override BlockColumn Column(int index) =>
            index > 0 ? _labelValues : _rows._elementSize > sizeof(byte) ? _singles : _bytes;

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _values?.Dispose();
                _labels?.Dispose();
            }
            base.Dispose(disposing);
        }

        private void ReadValues(int rows)
        {
            if (_values is null)
                return;
            int count = rows * _rows.RowSize;
            _bytes.Values.Clear(count * _rows._elementSize);
            Span<byte> bytes = _bytes.Values.Append(count * _rows._elementSize);
            _values.Read(bytes);
            if (_rows._elementSize == sizeof(byte))
                return;
            _singles.Values.Clear(count);
            IdxReader.ToSingles(bytes, _singles.Values.Append(count));
        }

        private void CheckEnd()
        {
            _values?.CheckEnd();
            _labels?.CheckEnd();
        }
    }
}
