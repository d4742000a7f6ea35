using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>A data view with the outputs added. Nothing is read before a cursor moves.</summary>
/// <param name="source">The data.</param>
/// <param name="binding">What is added to it.</param>
/// <param name="transformer">The pipeline step that made this view; null for a view that no step made.</param>
internal sealed class VaeDataView(IDataView source, ColumnBinding binding, ICanSaveModel? transformer = null) : ITransformTemplate
{
    public IDataView Source => source;

    public DataViewSchema Schema => binding.OutputSchema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = binding.ActiveColumns(columnsNeeded);
        return Wrap([source.GetRowCursor(binding.Dependencies(active), rand)], active, rand)[0];
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = binding.ActiveColumns(columnsNeeded);
        return Wrap(source.GetRowCursorSet(binding.Dependencies(active), n, rand), active, rand);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        binding.Context.Check(transformer is not null, "A view made by Encode or Decode is not a pipeline step, so it cannot be saved");
        transformer!.Save(ctx);
    }

    IDataTransform ITransformTemplate.ApplyToData(IHostEnvironment env, IDataView newSource) =>
        new VaeDataView(newSource, binding.To(newSource.Schema), transformer);

    private DataViewRowCursor[] Wrap(DataViewRowCursor[] inputs, bool[] active, Random? order)
    {
        bool isWhole = inputs.Length == 1;
        var locator = new RowLocator(source, isInOrder: isWhole && !(CanShuffle && order is not null));
        long? rowCount = isWhole ? GetRowCount() : null;
        try
        {
            return [.. inputs.Select(input => Wrap(input, active, binding.InvalidRows(locator), rowCount))];
        }
        catch
        {
            Array.ForEach(inputs, input => input.Dispose());
            throw;
        }
    }

    private DataViewRowCursor Wrap(DataViewRowCursor input, bool[] active, InvalidRows invalid, long? rowCount)
    {
        bool canReadAhead = binding.InputSchema.All(column => !active[column.Index] || BufferedColumn.CanBuffer(column.Type));
        return canReadAhead && binding.Contents(active) != OutputKinds.None
            ? new BatchedCursor(binding, input, active, invalid, rowCount)
            : new DirectCursor(binding, input, active, invalid);
    }
}
