using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.ML.Runtime;
using TorchSharp;

namespace Microsoft.ML.Vae.Interop;

/// <summary>The native library under TorchSharp, which the application has to bring for its system.</summary>
internal static class NativeLibrary
{
    /// <summary>Loads it, unless it is loaded.</summary>
    /// <exception cref="InvalidOperationException">It is missing or does not go with TorchSharp.</exception>
    public static void Require(IExceptionContext context)
    {
        try
        {
            _ = torch.get_num_threads();   // as good as any call
        }
        catch (Exception exception) when (exception.GetBaseException() is NotSupportedException or TypeLoadException or BadImageFormatException)
        {
            throw context.Except(exception, Remedy());
        }
    }

    private static string Remedy()
    {
        string system = RuntimeInformation.RuntimeIdentifier;
        string? gpu = OperatingSystem.IsLinux() ? "TorchSharp-cuda-linux" : OperatingSystem.IsWindows() ? "TorchSharp-cuda-windows" : null;
        AssemblyName managed = typeof(torch).Assembly.GetName();
        return $"TorchSharp's native library for {system} is missing, or is not the one that TorchSharp {managed.Version?.ToString(3)} needs. "
            + $"Reference the package TorchSharp-cpu{(gpu is null ? "" : $", or {gpu} for an NVIDIA GPU,")} of that very version in the application.";
    }
}
