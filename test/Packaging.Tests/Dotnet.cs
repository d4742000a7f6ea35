using System.Diagnostics;

namespace Packaging.Tests;

/// <summary>Programs that the tests run, each in a process of its own.</summary>
internal static class Dotnet
{
    /// <summary>The dotnet command that runs this test.</summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>A command of the SDK. No server that it starts outlives it, as that would hold its output open.</summary>
    public static string Build(string folder, string command, params string[] arguments) =>
        Run(Path, folder, [command, .. arguments, "--nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false"]);

    /// <summary>Everything that a program prints; throws unless it ends with 0.</summary>
    public static string Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the build that runs these tests has set for its own processes.
        foreach (string name in start.Environment.Keys.ToArray())
        {
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
                start.Environment.Remove(name);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}\n{errors.Result}");
    }
}
