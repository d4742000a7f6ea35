namespace Microsoft.ML;

/// <summary>A row that can be moved forward through a data view.</summary>
public abstract class DataViewRowCursor : DataViewRow
{
    public abstract bool MoveNext();
}
