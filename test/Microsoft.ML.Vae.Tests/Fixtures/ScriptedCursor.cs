using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>A cursor of a <see cref="ScriptedView"/>.</summary>
internal sealed class ScriptedCursor(ScriptedView view, HashSet<int> active, int[] order) : DataViewRowCursor
{
    private int _next;
    private bool _onRow;

    public int Moves { get; private set; }

    public int DisposeCalls { get; private set; }

    public IReadOnlySet<int> Active => active;

    public override DataViewSchema Schema => view.Schema;

    public override long Position => _onRow ? _next - 1 : -1;

    public override long Batch => _onRow ? CurrentRow() / view.RowsPerBatch : 0;

    public override bool MoveNext()
    {
        Moves++;
        _onRow = DisposeCalls == 0 && _next < order.Length;
        if (!_onRow)
            return false;
        return order[_next++] == view.FaultyRow ? throw new IOException($"Row {view.FaultyRow} cannot be read.") : true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)CurrentRow(), 7);

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
        active.Contains(column.Index)
            ? view.GetterOf<TValue>(column.Index, CurrentRow)
            : throw new InvalidOperationException($"Column '{column.Name}' is not active.");

    protected override void Dispose(bool disposing)
    {
        DisposeCalls++;
        base.Dispose(disposing);
    }

    private int CurrentRow() =>
        _onRow && DisposeCalls == 0 ? order[_next - 1] : throw new InvalidOperationException("The cursor is not on a row.");
}
