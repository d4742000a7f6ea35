using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>What a function makes of stored rows, computed for all of them when a getter first asks. Used by one thread.</summary>
/// <param name="function">The function.</param>
/// <param name="rows">The rows.</param>
/// <param name="explain">The exception for a row that cannot be used; returns null where its values are missing instead.</param>
internal sealed class OutputCache(RowFunction function, StoredRows rows, Func<RowFault, int, Exception?> explain)
{
    private OutputValues? _values;

    /// <summary>What is computed together.</summary>
    public OutputKinds Wanted { get; set; }

    /// <summary>The values, if a getter has asked for any.</summary>
    public OutputValues? Computed => _values;

    /// <summary>Forgets the values, because the rows hold something new.</summary>
    public void Clear() => _values = null;

    /// <summary>Whether the model can use a row.</summary>
    public bool IsValid(int row) => rows.Fault(row) is null;

    /// <summary>One row's part of an output; all NaN for one that cannot be used.</summary>
    public ReadOnlySpan<float> Values(OutputKinds kind, int row)
    {
        if (rows.Fault(row) is { } fault && function.ReadsInput(kind) && explain(fault, row) is { } exception)
            throw exception;
        if (_values?.Holds(kind) != true)
            _values = Compute();
        return _values.Row(kind, row);
    }

    private OutputValues Compute()
    {
        OutputValues values = function.Compute(rows, Wanted & ~OutputKinds.Validity);
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows.Fault(row) is not null)
                values.SetMissing(row, function.ReadsInput);
        }
        return values;
    }
}
