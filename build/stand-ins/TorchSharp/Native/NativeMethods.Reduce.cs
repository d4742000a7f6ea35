using System.Runtime.InteropServices;

namespace TorchSharp.PInvoke;

// Reductions: reduce.cpp.
internal static unsafe partial class NativeMethods
{
    [DllImport(Library)] internal static extern nint ts_all(nint t);
    [DllImport(Library)] internal static extern nint ts_any(nint t);
    [DllImport(Library)] internal static extern nint ts_argmax(nint t);
    [DllImport(Library)] internal static extern nint ts_argmin(nint t);
    [DllImport(Library)] internal static extern nint ts_max(nint t);
    [DllImport(Library)] internal static extern nint ts_min(nint t);
    [DllImport(Library)] internal static extern nint ts_mean(nint t);
    [DllImport(Library)] internal static extern nint ts_nonzero(nint t);
    [DllImport(Library)] internal static extern nint ts_all_along(nint t, long dim, bool keepdim);
    [DllImport(Library)] internal static extern nint ts_any_along(nint t, long dim, bool keepdim);
    [DllImport(Library)] internal static extern nint ts_argmax_along(nint t, long dim, bool keepdim);
    [DllImport(Library)] internal static extern nint ts_argmin_along(nint t, long dim, bool keepdim);
    [DllImport(Library)] internal static extern nint ts_sum(nint t, sbyte dtype);
    [DllImport(Library)] internal static extern nint ts_prod(nint t, sbyte dtype);
    [DllImport(Library)] internal static extern nint ts_sum_along(nint t, long* dims, long length, bool keepdim, sbyte dtype);
    [DllImport(Library)] internal static extern nint ts_mean_along(nint t, long* dims, long length, bool keepdim, sbyte dtype);
    [DllImport(Library)] internal static extern nint ts_prod_along(nint t, long dim, bool keepdim, sbyte dtype);
    [DllImport(Library)] internal static extern nint ts_std(nint t, bool unbiased);
    [DllImport(Library)] internal static extern nint ts_var(nint t, bool unbiased);
    [DllImport(Library)] internal static extern nint ts_std_along(nint t, long* dims, long length, bool unbiased, bool keepdim);
    [DllImport(Library)] internal static extern nint ts_var_along(nint t, long* dims, long length, bool unbiased, bool keepdim);
    [DllImport(Library)] internal static extern nint ts_amax(nint t, long* dims, long length, bool keepdim, nint output);
    [DllImport(Library)] internal static extern nint ts_amin(nint t, long* dims, long length, bool keepdim, nint output);
    [DllImport(Library)] internal static extern nint ts_max_along(nint t, long dim, bool keepdim, nint* indices);
    [DllImport(Library)] internal static extern nint ts_min_along(nint t, long dim, bool keepdim, nint* indices);
    [DllImport(Library)] internal static extern nint ts_logsumexp(nint t, long dim, bool keepdim);
    [DllImport(Library)] internal static extern nint ts_norm(nint t, float p);
    [DllImport(Library)] internal static extern nint ts_norm_along(nint t, long dim, bool keepdim, float p);
    [DllImport(Library)] internal static extern nint ts_cumsum(nint t, long dim, sbyte dtype);
}
