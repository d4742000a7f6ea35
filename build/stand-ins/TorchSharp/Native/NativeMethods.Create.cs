using System.Runtime.InteropServices;

namespace TorchSharp.PInvoke;

// Making tensors: create.cpp.
internal static unsafe partial class NativeMethods
{
    [DllImport(Library)] internal static extern nint ts_empty(long* sizes, long count, Kind kind);
    [DllImport(Library)] internal static extern nint ts_zeros(long* sizes, long count, Kind kind);
    [DllImport(Library)] internal static extern nint ts_ones(long* sizes, long count, Kind kind);
    [DllImport(Library)] internal static extern nint ts_full(long* sizes, long count, nint value, Kind kind);
    [DllImport(Library)] internal static extern nint ts_eye(long rows, long columns, Kind kind);
    [DllImport(Library)] internal static extern nint ts_arange(nint start, nint stop, nint step, Kind kind);
    [DllImport(Library)] internal static extern nint ts_linspace(double start, double end, long steps, Kind kind);
    [DllImport(Library)] internal static extern nint ts_empty_like(nint t, Kind kind);
    [DllImport(Library)] internal static extern nint ts_zeros_like(nint t, Kind kind);
    [DllImport(Library)] internal static extern nint ts_ones_like(nint t, Kind kind);
    [DllImport(Library)] internal static extern nint ts_full_like(nint t, nint value, Kind kind);
    [DllImport(Library)] internal static extern nint ts_rand_like(nint t, Kind kind);
    [DllImport(Library)] internal static extern nint ts_randn_like(nint t, Kind kind);
    [DllImport(Library)] internal static extern nint ts_scalar_tensor(nint value, Kind kind);
    [DllImport(Library)] internal static extern nint ts_rand(nint generator, long* sizes, long count, Kind kind);
    [DllImport(Library)] internal static extern nint ts_randn(nint generator, long* sizes, long count, Kind kind);
    [DllImport(Library)] internal static extern nint ts_randint(nint generator, long low, long high, long* sizes, long count, Kind kind);
    [DllImport(Library)] internal static extern nint ts_randperm(nint generator, long count, Kind kind);
    [DllImport(Library)] internal static extern nint ts_randperm_out(nint generator, long count, nint output);
    [DllImport(Library)] internal static extern nint ts_from_blob(void* data, delegate* unmanaged<nint, void> release, void* key,
        long* sizes, long count, int stored, Kind kind);
}
