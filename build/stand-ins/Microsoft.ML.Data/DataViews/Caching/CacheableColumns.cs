using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

namespace Microsoft.ML.Data;

/// <summary>A view without the columns whose values may not leave their row.</summary>
internal static class CacheableColumns
{
    public static IDataView Of(IHost host, IDataView source)
    {
        int[] kept = [.. source.Schema.Where(column => column.Type.IsCacheable()).Select(column => column.Index)];
        return kept.Length == source.Schema.Count ? source : new SelectedColumnsView(host, source, new ColumnSelection(source.Schema, kept));
    }
}
