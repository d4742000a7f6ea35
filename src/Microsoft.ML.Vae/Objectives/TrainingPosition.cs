namespace Microsoft.ML.Vae.Objectives;

/// <summary>Where in a fit a step stands.</summary>
/// <param name="Epochs">
/// Passes over the rows done before the step, with the share of the current one; without that share while the number of rows is unknown.
/// </param>
/// <param name="RowCount">Rows to train on, N; null while unknown.</param>
internal readonly record struct TrainingPosition(double Epochs, long? RowCount)
{
    /// <summary>The position in an epoch, from 1, after so many of its rows.</summary>
    public static TrainingPosition Within(int epoch, long rowsDone, long? rowCount) =>
        new(epoch - 1 + (rowCount > 0 ? Math.Min(1, (double)rowsDone / rowCount.Value) : 0), rowCount);
}
