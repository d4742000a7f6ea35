namespace Microsoft.ML.Vae.Columns;

/// <summary>A data view with the outputs added. Nothing is read before a cursor moves.</summary>
/// <param name="source">The data.</param>
/// <param name="binding">What is added to it.</param>
/// <param name="transformer">The pipeline step that made this view; null for a view that no step made.</param>
internal sealed class VaeDataView(IDataView source, ColumnBinding binding, ICanSaveModel? transformer = null) : IDataTransform
{
    public IDataView Source => source;

    public DataViewSchema Schema => binding.OutputSchema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = binding.ActiveColumns(columnsNeeded);
        return Wrap([source.GetRowCursor(binding.Dependencies(active), rand)], active)[0];
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = binding.ActiveColumns(columnsNeeded);
        return Wrap(source.GetRowCursorSet(binding.Dependencies(active), n, rand), active);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        binding.Context.Check(transformer is not null, "A view made by Encode or Decode is not a pipeline step, so it cannot be saved");
        transformer!.Save(ctx);
    }

    private DataViewRowCursor[] Wrap(DataViewRowCursor[] inputs, bool[] active)
    {
        try
        {
            return [.. inputs.Select(input => Wrap(input, active))];
        }
        catch
        {
            Array.ForEach(inputs, input => input.Dispose());
            throw;
        }
    }

    private DataViewRowCursor Wrap(DataViewRowCursor input, bool[] active)
    {
        bool canReadAhead = binding.InputSchema.All(column => !active[column.Index] || BufferedColumn.CanBuffer(column.Type));
        return canReadAhead && binding.Contents(active) != OutputKinds.None
            ? new BatchedCursor(binding, input, active, binding.Function.BatchSize)
            : new DirectCursor(binding, input, active);
    }
}
