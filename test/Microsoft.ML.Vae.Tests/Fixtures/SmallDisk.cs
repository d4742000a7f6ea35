using System.Diagnostics;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>A file system of a few bytes in a folder. Only root can mount it, and not in every container.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    public SmallDisk(string folder, string size)
    {
        _folder = folder;
        if (!TryRun("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder))
            throw new InvalidOperationException("The file system could not be mounted.");
    }

    public static bool IsAvailable { get; } = Probe();

    public void Dispose() => TryRun("umount", _folder);

    private static bool Probe()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        using var folder = new TemporaryFolder();
        return TryRun("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.FullName) && TryRun("umount", folder.FullName);
    }

    private static bool TryRun(string program, params string[] args)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
