using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>One live row: it follows the input row, and computes anew when that one's position changes.</summary>
internal sealed class VaeRow : DataViewRow
{
    private const long NotRead = long.MinValue;

    private readonly ColumnBinding _binding;
    private readonly DataViewRow _input;
    private readonly bool[] _active;
    private readonly InvalidRows _invalid;
    private readonly StoredRows? _rows;
    private readonly OutputCache? _outputs;
    private readonly RowExtractor? _reader;
    private readonly ValueGetter<DataViewRowId>? _readId;
    private readonly Func<ulong>? _readSeed;
    private long _position = NotRead;

    public VaeRow(ColumnBinding binding, DataViewRow input, bool[] active, InvalidRows invalid)
    {
        _binding = binding;
        _input = input;
        _active = active;
        _invalid = invalid;
        if (binding.Contents(active) != OutputKinds.None)
        {
            _rows = new StoredRows(binding.Function.Input, capacity: 1) { Count = 1 };
            _outputs = new OutputCache(binding.Function, Explain);
            _reader = binding.CreateReader(input, active);
            _readId = input.GetIdGetter();
            _readSeed = binding.CreateSeedReader(input, active);
        }
    }

    public override DataViewSchema Schema => _binding.OutputSchema;

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _binding.IsActive(_active, column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        _binding.CheckActive(_active, column);
        if (_binding.OutputAt(column.Index) is not { } output)
            return _input.GetGetter<TValue>(_input.Schema[column.Index]);
        _outputs!.Wanted |= output.Content;   // not every active column: a PredictionEngine activates all, whatever its class reads
        return _binding.Typed<TValue>(output.CreateGetter(_outputs, ReadRow), column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _input.Dispose();
            _rows?.Dispose();
        }
        base.Dispose(disposing);
    }

    private Exception? Explain(RowFault fault, int row) =>
        _invalid.Throw ? _invalid.Explain(fault, _rows!.Id(row), _input, _input.Position) : null;

    private int ReadRow()
    {
        if (_position != _input.Position)
        {
            _readId!(ref _rows!.Id(0));
            _rows.Seed(0) = _readSeed?.Invoke();
            if (_reader is not null && _rows.Read(0, _reader) is { } fault)
                _invalid.Add(fault, _rows.Id(0), _input.Position);
            _outputs!.MoveTo(_rows);
            _position = _input.Position;
        }
        return 0;
    }
}
