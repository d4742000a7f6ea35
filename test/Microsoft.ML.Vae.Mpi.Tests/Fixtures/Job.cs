using System.Diagnostics;
using Microsoft.ML.Vae.Mpi.Tests.Programs;

namespace Microsoft.ML.Vae.Mpi.Tests.Fixtures;

/// <summary>A job that ended.</summary>
/// <param name="ExitCode">That of the launcher.</param>
/// <param name="Text">What it and the processes wrote.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record Job(int ExitCode, string Text, TimeSpan Duration)
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(90);

    /// <summary>Runs the program under a launcher.</summary>
    /// <param name="mpi">Whose.</param>
    /// <param name="size">How many processes.</param>
    /// <param name="arguments">Of the program.</param>
    public static Job Run(Mpi mpi, int size, params string[] arguments)
    {
        string[] launch = mpi == Mpi.OpenMpi
            ? ["--allow-run-as-root", "--oversubscribe", "--bind-to", "none", "-n", $"{size}"]
            : ["-n", $"{size}"];
        return Run(MpiInstallation.Launcher(mpi), [.. launch, .. Command(arguments)]);
    }

    /// <summary>What a launcher starts.</summary>
    public static string[] Command(params string[] arguments) =>
        [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.ProcessPath!, "exec", typeof(Program).Assembly.Location, .. arguments];

    public static Job Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["TERM"] = "dumb";
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(_longest))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The job hangs. {output.Result} {error.Result}");
        }
        return new Job(process.ExitCode, output.Result + error.Result, watch.Elapsed);
    }

    /// <summary>Fails with what was written unless the job succeeded.</summary>
    public Job Succeeded()
    {
        ExitCode.ShouldBe(0, Text);
        return this;
    }
}
