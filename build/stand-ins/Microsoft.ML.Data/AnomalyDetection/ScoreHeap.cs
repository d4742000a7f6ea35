namespace Microsoft.ML.Data;

/// <summary>A binary heap with the lowest score on top. Rows with one score leave it in an order that follows from how they came.</summary>
internal sealed class ScoreHeap
{
    private readonly List<ScoredRow> _rows = [];

    public ScoredRow Lowest => _rows.Count > 0 ? _rows[0] : default;

    public void Add(ScoredRow row)
    {
        _rows.Add(row);
        var place = _rows.Count - 1;
        for (var parent = (place - 1) / 2; place > 0 && _rows[parent].Score > row.Score; parent = (place - 1) / 2)
        {
            _rows[place] = _rows[parent];
            place = parent;
        }

        _rows[place] = row;
    }

    public ScoredRow RemoveLowest()
    {
        var (lowest, last) = (_rows[0], _rows[^1]);
        _rows.RemoveAt(_rows.Count - 1);
        if (_rows.Count > 0)
            Sink(last);
        return lowest;
    }

    /// <summary>All rows, the lowest score first.</summary>
    public List<ScoredRow> Drain()
    {
        var drained = new List<ScoredRow>();
        while (_rows.Count > 0)
            drained.Add(RemoveLowest());
        return drained;
    }

    private void Sink(ScoredRow row)
    {
        var place = 0;
        while (LowerChild(place) is { } child && row.Score > _rows[child].Score)
        {
            _rows[place] = _rows[child];
            place = child;
        }

        _rows[place] = row;
    }

    private int? LowerChild(int place)
    {
        var left = 2 * place + 1;
        if (left >= _rows.Count)
            return null;
        return left + 1 < _rows.Count && _rows[left].Score > _rows[left + 1].Score ? left + 1 : left;
    }
}
