namespace Microsoft.ML.Data;

/// <summary>Only primitive and vector values may be kept beyond their row.</summary>
internal static class Cacheable
{
    public static bool IsCacheable(this DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType;

    public static bool AreActiveOnes(DataViewRow row) =>
        row.Schema.All(column => !row.IsColumnActive(column) || column.Type.IsCacheable());
}
