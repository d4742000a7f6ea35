using System.Runtime.InteropServices;

namespace TorchSharp.PInvoke;

// Order and counting: order.cpp.
internal static unsafe partial class NativeMethods
{
    [DllImport(Library)] internal static extern nint ts_sort(nint t, long dim, bool descending, bool stable, nint* indices);
    [DllImport(Library)] internal static extern nint ts_topk(nint t, long k, long dim, bool largest, bool sorted, nint* indices);
    [DllImport(Library)] internal static extern nint ts_argsort(nint t, long dim, bool descending);
    [DllImport(Library)] internal static extern nint ts_bincount(nint t, nint weights, long least);
    [DllImport(Library)] internal static extern nint ts_unique(nint t, long dim, bool sorted, bool wantsInverse, bool wantsCounts,
        nint* inverse, nint* counts);
}
