namespace Microsoft.ML.Vae.Objectives;

/// <summary>The position of a step in a fit.</summary>
/// <param name="Epochs">
/// Epochs completed before the step, including the fraction of the current one; without that fraction while the number of rows is unknown.
/// </param>
/// <param name="RowCount">The number of training rows, N; null while unknown.</param>
internal readonly record struct TrainingPosition(double Epochs, long? RowCount)
{
    /// <summary>The position in an epoch, counted from 1, after a number of its rows.</summary>
    public static TrainingPosition Within(int epoch, long rowsDone, long? rowCount) =>
        new(epoch - 1 + (rowCount > 0 ? Math.Min(1, (double)rowsDone / rowCount.Value) : 0), rowCount);
}
