namespace Microsoft.ML.Vae.Inputs;

/// <summary>
/// Rows read from the view once per epoch, through a buffer from which each next row is picked at random and into whose place the following
/// row of the view goes. One epoch is open at a time.
/// </summary>
internal sealed class StreamedRows(RowSource source, int bufferRows, int seed) : TrainingRows
{
    private readonly RowBuffer _buffer = new(source.RowBytes);   // one for all epochs: each of its own would be garbage of the size of the budget
    private long? _count = source.RowCount;

    public override long? Count => _count;

    public override bool AreStreamed => true;

    public override void EnsureCount() => _count ??= source.CountRows();

    public override void SetCount(long count) => _count = count;

    public override IRowPass OpenEpoch(int epoch)
    {
        Random order = OrderOf(seed, epoch);
        var orderOfView = new Random(order.Next());   // the view's own, since a view may draw from it on another thread
        return new Reader(this, source.Open(orderOfView), order);
    }

    private sealed class Reader : IRowPass
    {
        private readonly StreamedRows _owner;
        private readonly IRowPass _input;
        private readonly Random _order;
        private readonly RowBuffer _buffer;
        private long _rowsRead;
        private bool _inputEnded;

        public Reader(StreamedRows owner, IRowPass input, Random order)
        {
            _owner = owner;
            _input = input;
            _order = order;
            _buffer = owner._buffer;
            _buffer.Clear();
        }

        public bool TryRead(Span<byte> row)
        {
            while (!_inputEnded && _buffer.Count < _owner.BufferRows)
            {
                if (!ReadInto(_buffer.Append()))
                    _buffer.RemoveLast();
            }
            if (_buffer.Count == 0)
                return false;

            int picked = _order.Next(_buffer.Count);
            _buffer[picked].CopyTo(row);
            if (_inputEnded || !ReadInto(_buffer[picked]))
                MoveLastTo(picked);
            return true;
        }

        public void Dispose() => _input.Dispose();

        private bool ReadInto(Span<byte> row)
        {
            if (_input.TryRead(row))
            {
                _rowsRead++;
                return true;
            }
            _inputEnded = true;
            _owner._count = _rowsRead;
            return false;
        }

        private void MoveLastTo(int index)
        {
            _buffer[_buffer.Count - 1].CopyTo(_buffer[index]);
            _buffer.RemoveLast();
        }
    }

    private int BufferRows => bufferRows;
}
