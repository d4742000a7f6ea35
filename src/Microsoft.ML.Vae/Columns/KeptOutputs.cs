using Microsoft.ML.Vae.Columns.Export;
using Microsoft.ML.Vae.Onnx.Graphs;


namespace Microsoft.ML.Vae.Columns;

/// <summary>The outputs that a pass has left, by row.</summary>
internal sealed class KeptOutputs
{
    private readonly Dictionary<OutputKinds, float[]> _values;
    private readonly Dictionary<DataViewRowId, int> _rows;

    private KeptOutputs(
        VaeModel model, OutputKinds kinds, bool isOrdered, DataViewRowId[] ids, Dictionary<DataViewRowId, int> rows,
        Dictionary<OutputKinds, float[]> values)
    {
        (Kinds, IsOrdered, Ids) = (kinds, isOrdered, ids);
        (_values, _rows) = (values, rows);
        Function = new Lookup(model, this);
    }

    public OutputKinds Kinds { get; }

    /// <summary>Whether <see cref="Ids"/> are in the order of the view.</summary>
    public bool IsOrdered { get; }

    public IReadOnlyList<DataViewRowId> Ids { get; }

    /// <summary>Looks outputs up in place of computing them.</summary>
    public RowFunction Function { get; }

    /// <summary>Null if rows cannot be told apart.</summary>
    public static KeptOutputs? Of(
        VaeModel model, OutputKinds kinds, bool isOrdered, DataViewRowId[] ids, Dictionary<OutputKinds, float[]> values)
    {
        var rows = new Dictionary<DataViewRowId, int>(ids.Length);
        for (int i = 0; i < ids.Length; i++)
        {
            if (!rows.TryAdd(ids[i], i))
                return null;
        }
        return new KeptOutputs(model, kinds, isOrdered, ids, rows, values);
    }

    private sealed class Lookup(VaeModel model, KeptOutputs kept) : RowFunction(model, model.Input, model.PixelDomain)
    {
        public override bool ReadsInput(OutputKinds kinds) => false;

        public override OutputValues Compute(StoredRows rows, OutputKinds wanted)   // of one row
        {
            if (!kept._rows.TryGetValue(rows.Id(0), out int row))
            {
                throw new InvalidOperationException("A row was not there when the outputs of this view were kept, so its data has changed. "
                    + $"Set {nameof(VaeOptions)}.{nameof(VaeOptions.OutputCacheBytes)} to 0 for data that changes.");
            }
            var values = new OutputValues(1);
            foreach ((OutputKinds kind, float[] all) in kept._values)
            {
                int size = all.Length / kept.Ids.Count;
                if (wanted.HasFlag(kind))
                    values.Add(kind, all.AsSpan(row * size, size).ToArray());
            }
            return values;
        }

        public override GraphOutputs Describe(OnnxGraph graph, InputGraph input) =>
            throw new NotSupportedException("Kept outputs are those of other rows.");

        protected override void Compute(StoredRows rows, OutputKinds wanted, OutputValues values) { }
    }
}
