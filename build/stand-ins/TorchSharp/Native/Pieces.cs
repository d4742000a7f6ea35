using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.PInvoke;

/// <summary>Receives the several tensors that one native call makes.</summary>
internal static unsafe class Pieces
{
    [ThreadStatic] private static nint[]? _received;

    internal static delegate* unmanaged<long, nint*> Allocate => &Receive;

    [UnmanagedCallersOnly]
    private static nint* Receive(long count)
    {
        _received = GC.AllocateArray<nint>((int)count, pinned: true);
        return (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(_received, 0);
    }

    internal static Tensor[] Take(bool ok)
    {
        if (!ok)
            CheckForErrors();
        var handles = _received ?? [];
        _received = null;
        return Array.ConvertAll(handles, handle => new Tensor(handle));
    }
}
