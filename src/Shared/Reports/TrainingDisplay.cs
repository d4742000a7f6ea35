using Spectre.Console;

namespace Microsoft.ML.Vae.Shared.Reports;

/// <summary>Shows a training as it goes: with a live bar on a terminal, in plain lines elsewhere.</summary>
internal static class TrainingDisplay
{
    /// <summary>Leaves the description room on a terminal of 80 columns.</summary>
    private const int BarWidth = 20;

    public static T Show<T>(IAnsiConsole console, Func<IProgress<TrainingProgress>, T> train)
    {
        console.WriteLine(TrainingTable.Header);
        return console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi
            ? ShowLive(console, train)
            : train(new ConsoleProgress(console));
    }

    private static T ShowLive<T>(IAnsiConsole console, Func<IProgress<TrainingProgress>, T> train) =>
        console.Progress()
            .AutoClear(true)
            .Columns(
                new SpinnerColumn(),
                new ProgressBarColumn { Width = BarWidth },
                new RemainingTimeColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => train(new ProgressBar(console, context.AddTask("reading the images"))));
}
