using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>
/// Brings the names in a folder to the disk, without which a renamed file may be back under its old name after a power failure. .NET opens no
/// folders, so this asks the C library of Linux and macOS. Windows journals its names, and offers nothing to call.
/// </summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;         // O_RDONLY
    private const int InvalidArgument = 22;   // EINVAL: a file system that cannot flush folders

    /// <exception cref="IOException">The folder is not there, or its names did not reach the disk.</exception>
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
