using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>
/// Flushes a folder's names to the disk; otherwise a rename may be undone by a power failure. .NET cannot open folders, so this calls the C
/// library on Linux and macOS. Windows journals names and has nothing to call.
/// </summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;         // O_RDONLY
    private const int InvalidArgument = 22;   // EINVAL: a file system that cannot flush folders

    /// <exception cref="IOException">The folder does not exist, or its names did not reach the disk.</exception>
    public static void ToDisk(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = Open(Encoding.UTF8.GetBytes(folder + '\0'), ReadOnly);
        if (descriptor < 0)
            throw Failed(folder);
        try
        {
            if (Flush(descriptor) != 0 && Marshal.GetLastPInvokeError() != InvalidArgument)
                throw Failed(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failed(string folder)
    {
        var cause = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"The folder '{folder}' cannot be flushed to the disk: {cause.Message}", cause);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
