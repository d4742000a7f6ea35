using System.Diagnostics;

namespace Microsoft.ML.Vae.Mpi.Tests.Fixtures;

/// <summary>The MPIs of Debian, installed where they are missing and this process may do so.</summary>
internal static class MpiInstallation
{
    private static readonly string[] _launchers = ["mpirun.openmpi", "mpirun.mpich"];

    private static readonly Lazy<string?> _skipReason = new(Install);

    /// <summary>Why tests that need both are skipped; null: they run.</summary>
    public static string? SkipReason => _skipReason.Value;

    public static string Launcher(Mpi mpi) => _launchers[(int)mpi];

    private static string? Install()
    {
        if (!OperatingSystem.IsLinux())
            return "needs Linux";
        if (AreThere())
            return null;
        if (Environment.UserName != "root" || Find("apt-get") is null)
            return "needs Open MPI and MPICH: install the packages openmpi-bin, libopenmpi3 and mpich";
        foreach (string arguments in (string[])["update -q", "install -q -y openmpi-bin libopenmpi3 mpich"])
        {
            using var apt = Process.Start(new ProcessStartInfo("apt-get", arguments) { RedirectStandardOutput = true })!;
            apt.StandardOutput.ReadToEnd();
            apt.WaitForExit();
        }
        return AreThere() ? null : "apt-get could not install openmpi-bin and mpich";
    }

    private static bool AreThere() => _launchers.All(launcher => Find(launcher) is not null);

    private static string? Find(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(':')
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
