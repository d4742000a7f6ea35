using System.Diagnostics;
using Microsoft.ML.Vae.Tests.Checkpoints;
using Microsoft.ML.Vae.Tests.Training;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>What a test runs in a process of its own: the test assembly is a program too, whose first argument says which part of it.</summary>
internal static class ChildProcess
{
    public static int Main(string[] args)
    {
        switch (args[0])
        {
            case nameof(FreshProcess):
                FreshProcess.Run(args[1], args[2]);
                return 0;
            case nameof(LargeDataProcess):
                LargeDataProcess.Run(args[1..]);
                return 0;
            case nameof(DiskCacheProcess):
                DiskCacheProcess.Run(args[1]);
                return 0;
            case nameof(CheckpointProcess):
                CheckpointProcess.Run(args[1]);
                return 0;
            case nameof(FirstUseProcess):
                FirstUseProcess.Run(args[1]);
                return 0;
            default:
                Console.Error.WriteLine($"There is no part '{args[0]}'.");
                return 2;
        }
    }

    /// <summary>Starts a part, in the folder of this assembly or in a copy of it, and returns the lines that it prints.</summary>
    public static string[] Start(string[] args, string? folder = null, params (string Name, string Value)[] environment)
    {
        using Process process = Launch(args, folder, environment);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : throw new InvalidOperationException($"The process ended with {process.ExitCode}: {errors.Result}");
    }

    /// <summary>Starts a part and does not wait for it. Its two streams are the caller's.</summary>
    public static Process Launch(string[] args, string? folder = null, params (string Name, string Value)[] environment)
    {
        string runtime = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.ProcessPath!;
        string assembly = typeof(ChildProcess).Assembly.Location;
        var start = new ProcessStartInfo(runtime, ["exec", folder is null ? assembly : Path.Combine(folder, Path.GetFileName(assembly)), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
