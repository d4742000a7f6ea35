using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.PInvoke;

/// <summary>Loads the native library once for each backend and keeps a trace of what was tried.</summary>
internal static class NativeLoader
{
    private static bool _loaded;
    private static bool _cudaLoaded;

    internal static StringBuilder? Load(bool useCuda)
    {
        if (!Environment.Is64BitProcess)
            throw new NotSupportedException("TorchSharp only supports 64-bit processes.");
        if (useCuda ? _cudaLoaded : _loaded)
            return null;

        var trace = new StringBuilder();
        trace.Append("\nTorchSharp: LoadNativeBackend: Initialising native backend, useCudaBackend = ").Append(useCuda).Append("\n\n");
        if (!TryLoad(NativeMethods.Library, trace))
            Fail(useCuda, trace);
        if (useCuda)
            _cudaLoaded = true;
        else
            _loaded = true;
        return trace;
    }

    // Only our own library is named: loading libtorch itself first would bind it to the system's default BLAS.
    private static bool TryLoad(string name, StringBuilder trace)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var what = $"load native component {name} relative to {assembly.Location}";
        trace.Append("    Trying to ").Append(what).Append('\n');
        if (NativeLibrary.TryLoad(name, assembly, null, out _))
            return true;
        trace.Append("    Failed to ").Append(what).Append('\n');
        return false;
    }

    private static void Fail(bool useCuda, StringBuilder trace)
    {
        var package = useCuda ? "libtorch-cuda-12.1-linux-x64" : "libtorch-cpu-linux-x64";
        var message = $"This application or script uses TorchSharp but doesn't contain a reference to {package}, Version={torch.__version__}."
            + $"\n\nConsider referencing one of the combination packages TorchSharp-cpu, TorchSharp-cuda-linux, TorchSharp-cuda-windows."
            + $"\n\nTrace from LoadNativeBackend:\n{trace}";
        Console.WriteLine(message);
        throw new NotSupportedException(message);
    }
}
