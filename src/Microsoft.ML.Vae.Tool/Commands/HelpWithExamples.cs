using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Microsoft.ML.Vae.Tool.Commands;

/// <summary>The usual help, followed by the command's examples and the exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly string[] _firstSteps =
        ["vae train photos -o model.zip", "vae report model.zip photos", "vae explore model.zip --data photos", "vae <command> --help"];

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in parseResult.CommandResult.Command is ToolCommand command ? command.Examples : _firstSteps)
            output.WriteLine($"  {example}");
        output.WriteLine();
        output.WriteLine("Exit codes:");
        output.WriteLine($"  {ExitCode.Help}");
        return exitCode;
    }
}
