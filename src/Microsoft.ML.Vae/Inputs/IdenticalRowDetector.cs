namespace Microsoft.ML.Vae.Inputs;

/// <summary>Notices whether rows differ at all.</summary>
internal sealed class IdenticalRowDetector
{
    private byte[]? _first;
    private long _rows;
    private bool _differ;

    /// <summary>Whether there were several rows, all of them equal.</summary>
    public bool AreAllEqual => _rows > 1 && !_differ;

    /// <summary>The first row; empty before there is one.</summary>
    public ReadOnlySpan<byte> First => _first;

    /// <summary>How many rows there were, and whether any two differ.</summary>
    public (long Rows, bool Differ) State => (_rows, _differ);

    /// <summary>Continues after rows that an interrupted fit has seen, of which this one has seen the first.</summary>
    public void ResumeAfter(long rows, bool differ) => (_rows, _differ) = (rows, differ);

    public void Add(ReadOnlySpan<byte> row)
    {
        _rows++;
        if (_differ)
            return;
        _first ??= row.ToArray();
        _differ = !row.SequenceEqual(_first);
    }
}
