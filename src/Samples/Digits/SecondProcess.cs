using System.Diagnostics;
using Spectre.Console;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>Runs this same program again, in a process of its own.</summary>
internal static class SecondProcess
{
    /// <summary>Prints what the process prints, and returns its exit code.</summary>
    public static int Run(IAnsiConsole console, params IEnumerable<string> args)
    {
        using var process = new Process { StartInfo = StartInfo(args) };
        process.OutputDataReceived += (_, line) => Print(console, line.Data);
        process.ErrorDataReceived += (_, line) => Print(console, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static ProcessStartInfo StartInfo(IEnumerable<string> args)
    {
        var assembly = typeof(SecondProcess).Assembly;
        var running = Environment.ProcessPath ?? throw new InvalidOperationException("This process's executable is unknown.");
        var isOwnExecutable = Path.GetFileNameWithoutExtension(running) == assembly.GetName().Name;
        return new ProcessStartInfo(running, isOwnExecutable ? args : args.Prepend(assembly.Location))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private static void Print(IAnsiConsole console, string? line)
    {
        if (line is not null)
            console.WriteLine(line);
    }
}
