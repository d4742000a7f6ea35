using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Vae.Columns.Export;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>A data view with the outputs added. Nothing is read before a cursor moves.</summary>
/// <param name="source">The data.</param>
/// <param name="binding">What is added to it.</param>
/// <param name="transformer">The pipeline step that made this view; null for a view that no step made.</param>
internal sealed class VaeDataView(IDataView source, ColumnBinding binding, ICanSaveModel? transformer = null)
    : ITransformTemplate, ITransformCanSaveOnnx
{
    /// <summary>Keeps outputs from one pass to the next; null: nothing does.</summary>
    public OutputKeeper? Keeper { get; init; }

    public IDataView Source => source;

    public DataViewSchema Schema => binding.OutputSchema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = binding.ActiveColumns(columnsNeeded);
        if (Keeper?.Find(binding.Contents(active)) is { } kept)
            return OpenKept(kept, active, count: 1, rand)[0];
        return Wrap([source.GetRowCursor(binding.Dependencies(active), rand)], active, rand)[0];
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        bool[] active = binding.ActiveColumns(columnsNeeded);
        OutputKinds contents = binding.Contents(active);
        if (Keeper?.Find(contents) is { } kept)
            return OpenKept(kept, active, n, rand);
        // One cursor records all rows.
        return Keeper?.Record(contents, isOrdered: true) is null
            ? Wrap(source.GetRowCursorSet(binding.Dependencies(active), n, rand), active, rand)
            : Wrap([source.GetRowCursor(binding.Dependencies(active), rand)], active, rand);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        binding.Context.Check(transformer is not null, "A view made by Encode or Decode is not a pipeline step, so it cannot be saved");
        transformer!.Save(ctx);
    }

    IDataTransform ITransformTemplate.ApplyToData(IHostEnvironment env, IDataView newSource) =>
        new VaeDataView(newSource, binding.To(newSource.Schema), transformer);

    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => true;

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx) => new ConverterExport(ctx, binding, source).Run();

    private DataViewRowCursor[] Wrap(DataViewRowCursor[] inputs, bool[] active, Random? order)
    {
        bool isWhole = inputs.Length == 1, isInOrder = isWhole && !IsShuffled(order);
        var locator = new RowLocator(source, isInOrder);
        long? rowCount = isWhole ? GetRowCount() : null;
        OutputRecorder? recorder = isWhole ? Keeper?.Record(binding.Contents(active), isInOrder) : null;
        int open = inputs.Length;
        try
        {
            return [.. inputs.Select(input => Wrap(input, active, binding.InvalidRows(locator), rowCount, recorder, WhenEnded))];
        }
        catch
        {
            Array.ForEach(inputs, input => input.Dispose());
            throw;
        }

        void WhenEnded()
        {
            if (Interlocked.Decrement(ref open) == 0)
                Keeper?.EndPass(recorder);
        }
    }

    private DataViewRowCursor Wrap(
        DataViewRowCursor input, bool[] active, InvalidRows invalid, long? rowCount, OutputRecorder? recorder, Action whenEnded)
    {
        bool canReadAhead = binding.InputSchema.All(column => !active[column.Index] || BufferedColumn.CanBuffer(column.Type));
        return canReadAhead && binding.Contents(active) != OutputKinds.None
            ? new BatchedCursor(binding, input, active, invalid, rowCount, recorder, whenEnded)
            : new DirectCursor(binding, input, active, invalid);
    }

    private DataViewRowCursor[] OpenKept(KeptOutputs kept, bool[] active, int count, Random? order)
    {
        binding.Function.CheckAlive();
        ColumnBinding lookup = binding.To(kept.Function);
        bool needsSource = binding.PassesOn(active) || !kept.IsOrdered && !IsShuffled(order);
        DataViewRowCursor[] inputs = !needsSource ? [new KeptIdCursor(source.Schema, kept.Ids, Order())]
            : count == 1 ? [source.GetRowCursor(lookup.Dependencies(active), order)]
            : source.GetRowCursorSet(lookup.Dependencies(active), count, order);
        return [.. inputs.Select(input => new DirectCursor(lookup, input, active, lookup.InvalidRows()))];

        int[]? Order()
        {
            if (!IsShuffled(order))
                return null;
            int[] rows = [.. Enumerable.Range(0, kept.Ids.Count)];
            order!.Shuffle(rows);
            return rows;
        }
    }

    private bool IsShuffled(Random? order) => CanShuffle && order is not null;
}
