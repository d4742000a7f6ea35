namespace Microsoft.ML.Vae.Inputs;

/// <summary>
/// Rows read from the view once per epoch through a shuffle buffer: each row dealt is picked at random from the buffer, and the next row of
/// the view takes its place. One epoch is open at a time.
/// </summary>
/// <param name="source">The rows.</param>
/// <param name="buffer">The buffer, whose contents are given up. One serves all epochs, since it is as large as the budget.</param>
/// <param name="bufferRows">How many rows it holds.</param>
/// <param name="seed">Seeds the order.</param>
internal sealed class StreamedRows(RowSource source, RowBuffer buffer, int bufferRows, int seed) : TrainingRows
{
    private readonly int _bufferRows = bufferRows;
    private readonly RowBuffer _buffer = buffer;
    private long? _count = source.RowCount;
    private RowStatistics _statistics;

    public override long? Count => _count;

    public override RowStatistics Statistics => _statistics;

    public override string Place => "streamed";

    public override void EnsureCount() => _count ??= source.Scan().Rows;

    public override void ForgetCount() => (_count, _statistics) = (source.RowCount, default);

    public override IRowPass OpenEpoch(int epoch)
    {
        Random order = OrderOf(seed, epoch);
        _buffer.Clear();
        var orderOfView = new Random(order.Next());   // of the view's own, since it may draw on another thread
        return new Pass(this, source.Open(orderOfView), order);
    }

    private sealed class Pass(StreamedRows owner, IRowPass input, Random order) : IRowPass
    {
        private readonly RowBuffer _buffer = owner._buffer;
        private bool _inputEnded;

        public RowStatistics Statistics => input.Statistics;

        public bool TryRead(Span<byte> row)
        {
            while (!_inputEnded && _buffer.Count < owner._bufferRows)
            {
                if (!ReadInto(_buffer.Append()))
                    _buffer.RemoveLast();
            }
            if (_buffer.Count == 0)
                return false;

            int picked = order.Next(_buffer.Count);
            _buffer[picked].CopyTo(row);
            if (_inputEnded || !ReadInto(_buffer[picked]))
                MoveLastTo(picked);
            return true;
        }

        public void Dispose() => input.Dispose();

        private bool ReadInto(Span<byte> row)
        {
            if (input.TryRead(row))
                return true;
            _inputEnded = true;
            owner._statistics = input.Statistics;
            owner._count = input.Statistics.Rows;
            return false;
        }

        private void MoveLastTo(int index)
        {
            _buffer[_buffer.Count - 1].CopyTo(_buffer[index]);
            _buffer.RemoveLast();
        }
    }
}
