namespace Microsoft.ML.Vae.Inputs;

/// <summary>
/// Finds rows of a view again. A cursor that shuffles, or is one of several, knows neither a row's position in the view nor its text
/// columns, which nobody else may have asked for; so another cursor looks for its id.
/// </summary>
/// <param name="data">The view.</param>
/// <param name="isInOrder">Whether positions are already those in the view.</param>
internal sealed class RowLocator(IDataView data, bool isInOrder)
{
    /// <summary>The place of a row.</summary>
    public RowPlace Find(DataViewRowId id, long position) => Find([(id, position)])[0];

    /// <summary>The places of rows, in their order.</summary>
    /// <param name="rows">Their ids, and their positions among the rows that were read.</param>
    public IReadOnlyList<RowPlace> Find(IReadOnlyList<(DataViewRowId Id, long Position)> rows)
    {
        DataViewSchema.Column[] texts = [.. RowPlace.TextColumns(data.Schema)];
        Dictionary<DataViewRowId, RowPlace> found = isInOrder && texts.Length == 0 ? [] : Look([.. rows.Select(row => row.Id)], texts);
        return [.. rows.Select(row => found.GetValueOrDefault(row.Id, new RowPlace(row.Position)))];
    }

    private Dictionary<DataViewRowId, RowPlace> Look(HashSet<DataViewRowId> ids, DataViewSchema.Column[] texts)
    {
        var found = new Dictionary<DataViewRowId, RowPlace>();
        try
        {
            using DataViewRowCursor cursor = data.GetRowCursor(texts);
            ValueGetter<DataViewRowId> getId = cursor.GetIdGetter();
            while (found.Count < ids.Count && cursor.MoveNext())
            {
                DataViewRowId id = default;
                getId(ref id);
                if (ids.Contains(id))
                    found.TryAdd(id, RowPlace.Of(cursor));
            }
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            // The caller is about to report the row's fault, and a view that cannot be read again must not replace that.
        }
        return found;
    }
}
