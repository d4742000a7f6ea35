using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Microsoft.ML.Vae.Tool.Commands;
using Spectre.Console;

namespace Microsoft.ML.Vae.Tool;

/// <summary>The commands of <c>vae</c>.</summary>
internal static class ToolApp
{
    /// <summary>Spectre.Console breaks lines at a terminal's width, of which a file has none.</summary>
    private const int WidthOfFiles = 10_000;

    /// <returns>The process's exit code; see <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> args, IAnsiConsole console, TextWriter error)
    {
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = WidthOfFiles;
        var result = Create(new Terminal(console, error)).Parse(args.Count > 0 ? args : ["--help"]);
        if (result.Action is ParseErrorAction action)
            (action.ShowHelp, action.ShowTypoCorrections) = (false, false);
        var exitCode = result.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = console.Profile.Out.Writer,
            Error = error,
        });
        return result.Action is ParseErrorAction ? ExitCode.Usage : exitCode;
    }

    private static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand(
            "Trains variational autoencoders on images and tables, and shows what they learned. "
            + "Models are ML.NET's model files: mlContext.Model.Load reads them.");
        ToolCommand[] commands =
        [
            new TrainCommand(terminal), new InfoCommand(terminal), new EncodeCommand(terminal), new ScoreCommand(terminal),
            new MergeCommand(terminal), new SampleCommand(terminal), new InterpolateCommand(terminal), new TraverseCommand(terminal),
            new TsneCommand(terminal), new ReportCommand(terminal), new ExploreCommand(terminal), new ExportCommand(terminal),
            new DoctorCommand(terminal),
        ];
        foreach (var command in commands)
            root.Subcommands.Add(command);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }
}
