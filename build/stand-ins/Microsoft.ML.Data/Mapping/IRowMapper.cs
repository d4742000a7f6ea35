namespace Microsoft.ML.Data;

/// <summary>Computes new columns of a row from its other columns.</summary>
internal interface IRowMapper
{
    DataViewSchema.DetachedColumn[] OutputColumns { get; }

    /// <summary>The input columns, by index, that an output column needs.</summary>
    IEnumerable<int> GetDependencies(int output);

    /// <summary>Getters for the active outputs; null for the others.</summary>
    Delegate[] CreateGetters(DataViewRow input, bool[] active);
}
