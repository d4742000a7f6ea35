namespace Microsoft.ML.Vae.Tool.Tests.Fixtures;

/// <summary>Runs the command in this process, as if its output were a file.</summary>
internal static class Cli
{
    public static Outcome Run(params string[] args)
    {
        using var console = new RecordingConsole(isTerminal: false);
        using var error = new StringWriter();
        int exitCode = ToolApp.Run(args, console.Console, error);
        return new Outcome(exitCode, console.Text, error.ToString().Trim());
    }

    /// <summary>One that succeeds.</summary>
    public static string Succeed(params string[] args)
    {
        Outcome outcome = Run(args);
        outcome.ExitCode.ShouldBe(ExitCode.Success, outcome.Error);
        return outcome.Output;
    }

    /// <summary>One that fails with a sentence.</summary>
    public static string Fail(params string[] args)
    {
        Outcome outcome = Run(args);
        outcome.ExitCode.ShouldBe(ExitCode.Failure, outcome.Output);
        outcome.Error.ShouldStartWith("error: ");
        outcome.Error.ShouldNotContain("   at ");   // of a stack trace
        return outcome.Error["error: ".Length..];
    }

    internal sealed record Outcome(int ExitCode, string Output, string Error);
}
