using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Mpi.Interop;

/// <summary>Environment variables as native libraries see them, which .NET's own are not.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>
    /// Keeps UCX, over which MPICH and Open MPI may communicate, from handling signals: .NET makes exceptions of the same ones.
    /// </summary>
    public static void KeepSignals()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetVariable("UCX_ERROR_SIGNALS", "", overwrite: 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
