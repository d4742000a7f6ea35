namespace Microsoft.ML.Vae;

/// <summary>Which rows a share of a data view has.</summary>
public enum ShardLayout
{
    /// <summary>Row r belongs to share r mod n. Needs no number of rows, and spreads rows that are sorted evenly.</summary>
    Strided,

    /// <summary>
    /// Share i has the rows from ⌊i · R / n⌋ up to ⌊(i + 1) · R / n⌋ of R. Needs the number of rows: where the view does not know it, it is
    /// read once without any column. The shares' results one after the other are in the order of the data.
    /// </summary>
    Blocks,
}
