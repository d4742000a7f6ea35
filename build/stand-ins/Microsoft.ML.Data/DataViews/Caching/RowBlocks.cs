namespace Microsoft.ML.Data;

/// <summary>Which rows of a view one of several cursors visits: every n-th block of 64, each a batch.</summary>
internal sealed class RowBlocks(int first, int step)
{
    private const int Size = 64;

    private int _row = -1;

    public int Row => _row;

    /// <summary>A cursor that is alone takes all rows as one batch.</summary>
    public long Batch => step == 1 ? 0 : _row / Size;

    public bool MoveNext(int rowCount)
    {
        if (_row < 0)
            _row = first * Size;
        else if (++_row % Size == 0)
            _row += (step - 1) * Size;
        return _row < rowCount;
    }
}
