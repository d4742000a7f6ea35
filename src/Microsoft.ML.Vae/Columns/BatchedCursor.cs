using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>
/// Reads rows ahead, so that one forward pass serves a whole batch of them. Where other columns would take too many bytes, a batch is
/// read in parts, and each is computed in its place within a batch of full size, so that no value depends on which columns are active.
/// </summary>
internal sealed class BatchedCursor : DataViewRowCursor
{
    private readonly ColumnBinding _binding;
    private readonly DataViewRowCursor _input;
    private readonly bool[] _active;
    private readonly InvalidRows _invalid;
    private readonly BatchReader _reader;
    private readonly ReadAhead _ahead;
    private readonly OutputCache _outputs;
    private readonly OutputRecorder? _recorder;
    private Action? _whenEnded;
    private BatchPart? _part;
    private long _position = -1;
    private int _count;      // of the part's rows
    private int _row = -1;   // among them
    private bool _ended;

    /// <summary>Takes over a cursor.</summary>
    /// <param name="binding">The columns.</param>
    /// <param name="input">The input's cursor.</param>
    /// <param name="active">The columns that were asked for.</param>
    /// <param name="invalid">Takes the rows that cannot be used.</param>
    /// <param name="rowCount">How many rows it has, if that is known.</param>
    /// <param name="recorder">Records the outputs; null: nothing does.</param>
    /// <param name="whenEnded">Called when every row was read.</param>
    public BatchedCursor(
        ColumnBinding binding, DataViewRowCursor input, bool[] active, InvalidRows invalid, long? rowCount,
        OutputRecorder? recorder = null, Action? whenEnded = null)
    {
        _binding = binding;
        _input = input;
        _active = active;
        _invalid = invalid;
        (_recorder, _whenEnded) = (recorder, whenEnded);
        _reader = new BatchReader(binding, input, active, rowCount, CurrentRowOfParts);
        OutputKinds wanted = binding.Contents(active) | (recorder?.Kinds ?? OutputKinds.None);
        _ahead = new ReadAhead(binding, _reader, wanted & ~OutputKinds.Validity);
        _outputs = new OutputCache(binding.Function, Explain) { Wanted = wanted };
    }

    public override DataViewSchema Schema => _binding.OutputSchema;

    public override long Position => _position;

    public override long Batch => _position < 0 ? 0 : _part!.Batches[_row];

    public override bool MoveNext()
    {
        if (_row + 1 < _count || MoveOn())
        {
            _row++;
            _position++;
            return true;
        }
        _position = -1;
        _input.Dispose();
        _invalid.Report();
        _whenEnded?.Invoke();
        _whenEnded = null;
        return false;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId value) =>
        {
            int row = CurrentRowOfBatch();
            value = _part!.Rows.Id(row);
        };

    public override bool IsColumnActive(DataViewSchema.Column column) => _binding.IsActive(_active, column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        _binding.CheckActive(_active, column);
        Delegate getter = _binding.OutputAt(column.Index) is { } output
            ? output.CreateGetter(_outputs, CurrentRowOfBatch)
            : _reader.Getters[column.Index]!;
        return _binding.Typed<TValue>(getter, column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ended = true;
            _count = 0;
            _position = -1;
            _ahead.Dispose();
            _input.Dispose();
            _invalid.Report();
        }
        base.Dispose(disposing);
    }

    private BatchPart CurrentPart()
    {
        _binding.Context.Check(_position >= 0, "Cannot fetch a value while the cursor is not on a row");
        return _part!;
    }

    private int CurrentRowOfBatch() => CurrentPart().First + _row;

    private int CurrentRowOfParts() => CurrentPart().Offset + _row;

    private Exception? Explain(RowFault fault, int row) =>
        _invalid.Throw ? _invalid.Explain(fault, _part!.Rows.Id(row), _input, _position) : null;

    private bool MoveOn()
    {
        if (_part is not null)
            _recorder?.Add(_part.Rows, _outputs.Computed, _part.First, _count);
        if (_ended)
            return false;
        long position = _position;
        (_position, _row, _count, _ended) = (-1, -1, 0, true);   // and so it stays if the source throws
        _part = _ahead.Next(_part, wasUsed: _outputs.Computed is not null);
        if (_part is null)
            return false;
        AddInvalidRows(_part, position + 1);
        if (_part.Fault is { } fault)
        {
            _whenEnded = null;   // what came before are not all rows
            fault.Throw();
        }
        (_position, _count, _ended) = (position, _part.Count, false);
        _outputs.MoveTo(_part.Rows, _part.Encoding is null ? null : FinishPart);
        return true;
    }

    private OutputValues FinishPart() => _ahead.Finish(_part!);

    // Only now, since a row that nobody comes to is not reported.
    private void AddInvalidRows(BatchPart part, long position)
    {
        for (int row = 0; row < part.Count; row++)
        {
            if (part.Rows.Fault(part.First + row) is { } fault)
                _invalid.Add(fault, part.Rows.Id(part.First + row), position + row);
        }
    }
}
