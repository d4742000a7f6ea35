using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Tool;

/// <summary>
/// Keeps torch from telling a user that a library which it does not need is not made for this processor. It reads the level when it is
/// loaded, from the process's own environment, which .NET does not write to.
/// </summary>
internal static partial class QuietTorch
{
    private const string Level = "TORCH_CPP_LOG_LEVEL";

    public static void Begin()
    {
        if (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable(Level) is null)
            _ = SetVariable(Level, "ERROR", 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
