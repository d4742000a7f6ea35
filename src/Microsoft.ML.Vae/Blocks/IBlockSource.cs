namespace Microsoft.ML.Vae.Blocks;

/// <summary>
/// Rows that lie outside memory: in groups that can be read in any order, each in slices, one of which is in memory at a time.
/// </summary>
internal interface IBlockSource
{
    DataViewSchema Schema { get; }

    /// <summary>The number of rows of each group, in order.</summary>
    IReadOnlyList<long> GroupRows { get; }

    /// <summary>About how many bytes a reader of some columns takes.</summary>
    long BytesPerReader(IReadOnlyCollection<DataViewSchema.Column> columns);

    /// <summary>A reader of some columns, one for each cursor.</summary>
    BlockReader Open(IReadOnlyCollection<DataViewSchema.Column> columns);
}
