using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.Vae.Columns;

/// <summary>Records the outputs of one pass by one cursor.</summary>
/// <param name="kinds">Which outputs.</param>
/// <param name="isOrdered">Whether the pass is in the order of the view.</param>
/// <param name="budgetBytes">How much may be recorded.</param>
internal sealed class OutputRecorder(OutputKinds kinds, bool isOrdered, long budgetBytes)
{
    private static readonly int _bytesPerId = 3 * Unsafe.SizeOf<DataViewRowId>();   // in a list and a dictionary

    private readonly OutputKinds[] _each =
        [.. Enum.GetValues<OutputKinds>().Where(kind => BitOperations.IsPow2((int)kind) && kinds.HasFlag(kind))];
    private readonly List<DataViewRowId> _ids = [];
    private readonly Dictionary<OutputKinds, List<float>> _values = [];
    private bool _failed;

    public OutputKinds Kinds => kinds;

    /// <summary>Adds rows; without values, or with rows that cannot be used, nothing of the pass will be kept.</summary>
    /// <param name="rows">Rows of a batch.</param>
    /// <param name="values">Their outputs; null if none were asked for.</param>
    /// <param name="first">The first row to add.</param>
    /// <param name="count">How many.</param>
    public void Add(StoredRows rows, OutputValues? values, int first, int count)
    {
        for (int row = first; row < first + count && !_failed; row++)
        {
            if (values is null || rows.Fault(row) is not null)
                _failed = true;
            else
                Add(rows.Id(row), values, row);
        }
    }

    /// <summary>What was recorded; null where something is missing.</summary>
    public KeptOutputs? ToOutputs(VaeModel model) => _failed
        ? null
        : KeptOutputs.Of(
            model, kinds, isOrdered, [.. _ids], _each.ToDictionary(kind => kind, kind => _values.GetValueOrDefault(kind, []).ToArray()));

    private void Add(DataViewRowId id, OutputValues values, int row)
    {
        _ids.Add(id);
        long bytes = (long)_ids.Count * _bytesPerId;
        foreach (OutputKinds kind in _each)
        {
            if (!_values.TryGetValue(kind, out List<float>? list))
                _values[kind] = list = [];
            foreach (float value in values.Row(kind, row))
                list.Add(value);
            bytes += (long)list.Count * sizeof(float);
        }
        if (bytes <= budgetBytes)
            return;
        _failed = true;
        _ids.Clear();
        _values.Clear();
    }
}
