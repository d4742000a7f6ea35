using Spectre.Console;

namespace Microsoft.ML.Vae.Shared.Reports;

/// <summary>Prints a line when an epoch ends.</summary>
internal sealed class ConsoleProgress(IAnsiConsole console) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.IsEpochEnd)
            console.WriteLine(TrainingTable.Line(value));
    }
}
