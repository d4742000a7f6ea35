using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Bench;

/// <summary>
/// This program again, as the processes of an MPI job with one thread each. MPICH's, whose compiler is there without more packages.
/// </summary>
internal static class MpiLaunch
{
    private const string Launcher = "mpirun.mpich";
    private const string Compiler = "mpicc.mpich";

    private static readonly string[] _folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    public static bool IsAvailable => OperatingSystem.IsLinux() && IsThere(Launcher) && IsThere(Compiler);

    /// <summary>Whether this is one of those processes.</summary>
    public static bool IsInside => Environment.GetEnvironmentVariable("PMI_SIZE") is not null;

    /// <summary>Runs a variant in so many processes, the first of which prints its number.</summary>
    public static double Run(Variant variant, int processes)
    {
        string runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return Run(processes, [runtime, "exec", typeof(MpiLaunch).Assembly.Location, .. VariantProcess.Arguments(variant)]);
    }

    /// <summary>Compiles a program in C and runs it in so many processes.</summary>
    public static double RunC(string file, int processes)
    {
        string program = Path.Combine(Path.GetTempPath(), $"vae-{Path.GetFileNameWithoutExtension(file)}-{Environment.ProcessId}");
        Start(Compiler, ["-O2", Path.Combine(AppContext.BaseDirectory, file), "-o", program]);
        try
        {
            return Run(processes, [program]);
        }
        finally
        {
            File.Delete(program);
        }
    }

    private static double Run(int processes, string[] command)
    {
        string output = Start(Launcher, ["-n", processes.ToString(CultureInfo.InvariantCulture), .. command]);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture))
            .Single(number => !double.IsNaN(number));
    }

    private static string Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}.");
    }

    private static bool IsThere(string program) => _folders.Any(folder => File.Exists(Path.Combine(folder, program)));
}
