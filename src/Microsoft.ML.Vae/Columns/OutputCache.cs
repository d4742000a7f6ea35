namespace Microsoft.ML.Vae.Columns;

/// <summary>What a function makes of stored rows, computed for all of them when a getter first asks. Used by one thread.</summary>
internal sealed class OutputCache(RowFunction function, StoredRows rows)
{
    private OutputValues? _values;

    /// <summary>What is computed together.</summary>
    public OutputKinds Wanted { get; set; }

    /// <summary>Forgets the values, because the rows hold something new.</summary>
    public void Clear() => _values = null;

    /// <summary>One row's part of an output.</summary>
    public ReadOnlySpan<float> Values(OutputKinds kind, int row)
    {
        if (_values?.Holds(kind) != true)
            _values = function.Compute(rows, Wanted);
        return _values.Row(kind, row);
    }
}
