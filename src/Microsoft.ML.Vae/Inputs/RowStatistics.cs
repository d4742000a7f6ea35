namespace Microsoft.ML.Vae.Inputs;

/// <summary>What a pass over a data view found.</summary>
/// <param name="Rows">Rows that can be used.</param>
/// <param name="SkippedRows">Rows that were skipped because they cannot be used.</param>
/// <param name="FirstFault">Why the first of those was skipped; null if none was.</param>
internal readonly record struct RowStatistics(long Rows, long SkippedRows, Exception? FirstFault)
{
    public RowStatistics AfterRow() => this with { Rows = Rows + 1 };

    public RowStatistics AfterFault(Exception fault) => this with { SkippedRows = SkippedRows + 1, FirstFault = FirstFault ?? fault };
}
