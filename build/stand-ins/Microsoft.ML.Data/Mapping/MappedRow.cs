namespace Microsoft.ML.Data;

/// <summary>A row with the columns of a row mapper added, computed from the input row's current values.</summary>
internal sealed class MappedRow(DataViewRow input, ColumnBindings bindings, Delegate[] getters, Action disposer) : WrappingRow(input)
{
    public override DataViewSchema Schema => bindings.Schema;

    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        var source = bindings[column.Index];
        return source.IsInput ? Input.IsColumnActive(Input.Schema[source.Input]) : getters[source.Added] != null;
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        var source = bindings[column.Index];
        return source.IsInput
            ? Input.GetGetter<TValue>(Input.Schema[source.Input])
            : TypedGetter.Cast<TValue>(getters[source.Added], null);
    }

    protected override void DisposeCore(bool disposing)
    {
        if (disposing)
            disposer?.Invoke();
    }
}
