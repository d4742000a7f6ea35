using System.Diagnostics;

namespace Microsoft.ML.Vae.Mpi.Tests.Fixtures;

/// <summary>Two network namespaces with a cable between them, which stand for two machines: processes in them meet over TCP alone.</summary>
internal sealed class TwoNetworks : IDisposable
{
    /// <summary>The machines' addresses, for launchers.</summary>
    public const string Hosts = "10.77.0.1,10.77.0.2";

    private static readonly string[] _names = ["vae-mpi-1", "vae-mpi-2"];

    private readonly string _agent = Path.Combine(Path.GetTempPath(), $"vae-agent-{Environment.ProcessId}.sh");

    public TwoNetworks()
    {
        foreach (string left in _names)
            Run($"netns del {left}");
        foreach (string name in _names)
            Ip($"netns add {name}");
        Ip($"link add vae1 netns {_names[0]} type veth peer name vae2 netns {_names[1]}");
        for (int i = 1; i <= 2; i++)
        {
            Ip($"netns exec {_names[i - 1]} ip addr add 10.77.0.{i}/24 dev vae{i}");
            Ip($"netns exec {_names[i - 1]} ip link set vae{i} up");
            Ip($"netns exec {_names[i - 1]} ip link set lo up");
        }
        // What launchers take for ssh. Each machine has a name of its own, else shared memory would be taken for possible.
        File.WriteAllText(_agent, """
            #!/bin/bash
            while [[ "$1" == -* ]]; do shift; done
            machine=vae-mpi-${1##*.}
            shift
            exec ip netns exec "$machine" unshare --uts sh -c "hostname $machine; $*"

            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_agent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Why this process cannot make them; null: it can.</summary>
    public static string? SkipReason { get; } =
        Environment.UserName != "root" ? "needs root, to make network namespaces"
        : !File.Exists("/usr/bin/unshare") || Run("netns list") != 0 ? "needs the programs ip and unshare: install the packages iproute2 and util-linux"
        : Run("netns add vae-mpi-0") != 0 || Run("netns del vae-mpi-0") != 0 ? "this machine makes no network namespaces"
        : null;

    /// <summary>Runs the program with a process on each machine.</summary>
    public Job Run(Mpi mpi, params string[] arguments)
    {
        string[] launch = mpi == Mpi.OpenMpi
            ? [
                "--allow-run-as-root", "--bind-to", "none", "--mca", "plm_rsh_agent", _agent, "--mca", "pml", "ob1", "--mca", "btl", "tcp,self",
                "--mca", "btl_tcp_if_include", "10.77.0.0/24", "--mca", "oob_tcp_if_include", "10.77.0.0/24", "-x", "OMP_NUM_THREADS",
                "-x", "DOTNET_ROOT", "--host", Hosts, "-n", "2",
            ]
            : ["-launcher", "rsh", "-launcher-exec", _agent, "-hosts", Hosts, "-iface", "vae1", "-n", "2"];
        return Job.Run("ip", ["netns", "exec", _names[0], MpiInstallation.Launcher(mpi), .. launch, .. Job.Command(arguments)]);
    }

    public void Dispose()
    {
        File.Delete(_agent);
        foreach (string name in _names)
            Run($"netns del {name}");
    }

    private static void Ip(string arguments)
    {
        if (Run(arguments) != 0)
            throw new InvalidOperationException($"ip {arguments} failed.");
    }

    private static int Run(string arguments)
    {
        try
        {
            var start = new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;   // there is no such program
        }
    }
}
