using System.Runtime.InteropServices;
using TorchSharp;
using NativeLibrary = Microsoft.ML.Vae.Interop.NativeLibrary;

namespace Microsoft.ML.Vae.Tool.Models;

/// <summary>
/// Keeps torch from telling a user, at the first convolution, that a library which it does not need is not made for this processor: there
/// is no setting for that, so the first convolution is a tiny one, while the process's error output leads nowhere.
/// </summary>
internal static partial class QuietTorch
{
    private const int ErrorOutput = 2;
    private const int WriteOnly = 1;

    private static int _isDone;

    /// <exception cref="InvalidOperationException">Torch does not load; the message says why.</exception>
    public static void Begin(MLContext context)
    {
        NativeLibrary.Require(context);
        if (OperatingSystem.IsWindows() || Interlocked.Exchange(ref _isDone, 1) != 0)
            return;
        var (kept, nowhere) = (Duplicate(ErrorOutput), Open("/dev/null", WriteOnly));
        if (kept < 0 || nowhere < 0)
            return;
        try
        {
            _ = Replace(nowhere, ErrorOutput);
            Convolve();
        }
        finally
        {
            _ = Replace(kept, ErrorOutput);
            _ = Close(kept);
            _ = Close(nowhere);
        }
    }

    private static void Convolve()
    {
        using var scope = torch.NewDisposeScope();
        _ = torch.nn.functional.conv2d(torch.zeros(1, 1, 8, 8, torch.float64), torch.zeros(1, 1, 3, 3, torch.float64));
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int file);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Replace(int file, int replaced);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
