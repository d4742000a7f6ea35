using System.Runtime.InteropServices;
using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe void CheckForErrors()
    {
        var message = NativeMethods.ts_take_failure();
        if (message != null)
            throw new ExternalException(Marshal.PtrToStringUTF8((nint)message));
    }

    internal static void Check(bool ok)
    {
        if (!ok)
            CheckForErrors();
    }

    // The arguments are kept alive to here: a temporary's finalizer would otherwise free what the native call still reads.
    internal static Tensor Made(nint handle, object? a = null, object? b = null, object? c = null)
    {
        if (handle == 0)
            CheckForErrors();
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
        return new Tensor(handle);
    }
}
