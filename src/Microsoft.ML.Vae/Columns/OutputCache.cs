using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>What a function makes of stored rows, computed for all of them when a getter first asks. Used by one thread.</summary>
/// <param name="function">The function.</param>
/// <param name="explain">The exception for a row that cannot be used; returns null where its values are missing instead.</param>
internal sealed class OutputCache(RowFunction function, Func<RowFault, int, Exception?> explain)
{
    private StoredRows? _rows;   // before the first, nobody can ask
    private Func<OutputValues>? _finish;
    private OutputValues? _values;

    /// <summary>What is computed together.</summary>
    public OutputKinds Wanted { get; set; }

    /// <summary>The values, if a getter has asked for any.</summary>
    public OutputValues? Computed => _values;

    /// <summary>Turns to rows that hold something new.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="finish">Ends the computation of what is wanted; null: it has not begun.</param>
    public void MoveTo(StoredRows rows, Func<OutputValues>? finish = null) => (_rows, _finish, _values) = (rows, finish, null);

    /// <summary>Whether the model can use a row.</summary>
    public bool IsValid(int row) => _rows!.Fault(row) is null;

    /// <summary>One row's part of an output; all NaN for one that cannot be used.</summary>
    public ReadOnlySpan<float> Values(OutputKinds kind, int row)
    {
        if (_rows!.Fault(row) is { } fault && function.ReadsInput(kind) && explain(fault, row) is { } exception)
            throw exception;
        if (_values?.Holds(kind) != true)
            _values = Compute();
        return _values.Row(kind, row);
    }

    private OutputValues Compute()
    {
        OutputValues values = _finish is null ? function.Compute(_rows!, Wanted & ~OutputKinds.Validity) : _finish();
        for (int row = 0; row < _rows!.Count; row++)
        {
            if (_rows.Fault(row) is not null)
                values.SetMissing(row, function.ReadsInput);
        }
        return values;
    }
}
