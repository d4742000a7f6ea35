using System.Diagnostics;

namespace Microsoft.ML.Vae.Tests.PyTorch;

/// <summary>A Python that has PyTorch, found once per test run.</summary>
internal static class Python
{
    private static readonly Lazy<string?> _program = new(() => new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(HasTorch));

    /// <summary>Why tests that need it are skipped; null when they run.</summary>
    public static string? SkipReason => _program.Value is null ? "install PyTorch for python3, on Debian the package python3-torch" : null;

    /// <summary>Runs a program in a folder.</summary>
    public static void Run(string program, string folder)
    {
        string file = Path.Combine(folder, "program.py");
        File.WriteAllText(file, program);
        (int code, string errors) = Start(_program.Value!, [file], folder);
        code.ShouldBe(0, errors);
    }

    private static bool HasTorch(string python)
    {
        try
        {
            return Start(python, ["-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)"], ".").Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)   // there is no such program
        {
            return false;
        }
    }

    private static (int Code, string Errors) Start(string python, string[] arguments, string folder)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(python, arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors + output.Result);
    }
}
