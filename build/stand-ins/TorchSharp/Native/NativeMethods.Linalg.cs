using System.Runtime.InteropServices;

namespace TorchSharp.PInvoke;

// Linear algebra: linalg.cpp.
internal static unsafe partial class NativeMethods
{
    [DllImport(Library)] internal static extern nint ts_mm(nint t, nint other);
    [DllImport(Library)] internal static extern nint ts_bmm(nint t, nint other);
    [DllImport(Library)] internal static extern nint ts_addmm(nint t, nint a, nint b, float beta, float alpha);
    [DllImport(Library)] internal static extern nint ts_cdist(nint a, nint b, double p, long way);
    [DllImport(Library)] internal static extern nint ts_linalg_eigh(nint t, byte triangle, nint* vectors);
}
