using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Mapping;

/// <summary>A data view with the outputs added. Nothing is read before a cursor moves.</summary>
internal sealed class VaeDataView(ICanSaveModel transformer, IDataView source, ColumnBinding binding) : IDataTransform
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

    void ICanSaveModel.Save(ModelSaveContext ctx) => transformer.Save(ctx);

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
        return binding.Computes(active) && canReadAhead
            ? new BatchedCursor(binding, input, active, binding.Model.Input.InferenceBatchSize)
            : new DirectCursor(binding, input, active);
    }
}
