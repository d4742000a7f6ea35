using System.Globalization;
using Spectre.Console;

namespace Microsoft.ML.Vae.Shared.Reports;

/// <summary>Keeps a progress bar up to date, and prints a line above it when an epoch ends.</summary>
internal sealed class ProgressBar(IAnsiConsole console, ProgressTask task) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        task.MaxValue = value.Epochs;
        task.Value = value.Epoch - 1 + ShareOfEpoch(value);
        task.Description = string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {value.Epoch} of {value.Epochs}, loss {value.NegativeElbo:F1}, {value.RowsPerSecond:F0} rows/s");
        if (value.IsEpochEnd)
            console.WriteLine(TrainingTable.Line(value));
    }

    private static double ShareOfEpoch(TrainingProgress value) =>
        value.IsEpochEnd ? 1 : value.RowCount is { } count and > 0 ? (double)value.Rows / count : 0;
}
