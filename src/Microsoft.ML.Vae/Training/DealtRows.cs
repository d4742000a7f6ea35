using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Training;

/// <summary>The rows at the start of an epoch that an interrupted fit was dealt already.</summary>
internal static class DealtRows
{
    /// <summary>Moves a pass behind them.</summary>
    /// <exception cref="InvalidOperationException">The pass has fewer rows.</exception>
    public static void Skip(IRowPass pass, long count, RowSource source, StopSignal stop, RowHash? hash)
    {
        byte[] row = new byte[source.RowBytes];
        for (long i = 0; i < count; i++)
        {
            stop.Check();
            if (!pass.TryRead(row))
            {
                throw new InvalidOperationException(FormattableString.Invariant(
                    $"Column '{source.ColumnName}': the training data has {i} rows; the checkpoint has {count} of this epoch."));
            }
            hash?.Append(row);
        }
    }
}
