namespace Microsoft.ML.Vae.Inputs;

/// <summary>What a pass over a data view found.</summary>
/// <param name="Rows">Rows that can be used.</param>
/// <param name="SkippedRows">Rows that were skipped because they cannot be used.</param>
/// <param name="FirstFault">Why the first of those was skipped; null if none was.</param>
/// <param name="FaultyBatch">The batch of that row.</param>
internal readonly record struct RowStatistics(long Rows, long SkippedRows, Exception? FirstFault, long FaultyBatch = 0)
{
    public RowStatistics AfterRow() => this with { Rows = Rows + 1 };

    public RowStatistics AfterFault(Exception fault, long batch) => FirstFault is null
        ? this with { SkippedRows = SkippedRows + 1, FirstFault = fault, FaultyBatch = batch }
        : this with { SkippedRows = SkippedRows + 1 };

    /// <summary>Those of two cursors of a set.</summary>
    public static RowStatistics operator +(RowStatistics left, RowStatistics right)
    {
        bool isLeftFirst = right.FirstFault is null || left.FirstFault is not null && left.FaultyBatch <= right.FaultyBatch;
        RowStatistics first = isLeftFirst ? left : right;
        return first with { Rows = left.Rows + right.Rows, SkippedRows = left.SkippedRows + right.SkippedRows };
    }
}
