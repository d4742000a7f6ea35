namespace Microsoft.ML.Data;

/// <summary>Computes new columns of a row from its other columns.</summary>
internal interface IRowMapper
{
    DataViewSchema.DetachedColumn[] OutputColumns { get; }

    /// <summary>The input columns, by index, that an output column needs.</summary>
    IEnumerable<int> GetDependencies(int output);

    /// <summary>Getters for the active outputs; null for the others.</summary>
    Delegate[] CreateGetters(DataViewRow input, bool[] active);

    /// <param name="input">The row to read from.</param>
    /// <param name="active">Which outputs are asked for.</param>
    /// <param name="disposer">What to call when the row or cursor that holds the getters is disposed; may be null.</param>
    Delegate[] CreateGetters(DataViewRow input, bool[] active, out Action disposer)
    {
        disposer = null;
        return CreateGetters(input, active);
    }
}
