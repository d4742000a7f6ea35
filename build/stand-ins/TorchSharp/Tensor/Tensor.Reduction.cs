using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor all() => Made(NativeMethods.ts_all(Handle));

        public Tensor all(long dim, bool keepdim = false) => Made(NativeMethods.ts_all_along(Handle, dim, keepdim));

        public Tensor any() => Made(NativeMethods.ts_any(Handle));

        public Tensor any(long dim, bool keepdim = false) => Made(NativeMethods.ts_any_along(Handle, dim, keepdim));

        public Tensor argmax() => Made(NativeMethods.ts_argmax(Handle));

        public Tensor argmax(long dim, bool keepdim = false) => Made(NativeMethods.ts_argmax_along(Handle, dim, keepdim));

        public Tensor argmin() => Made(NativeMethods.ts_argmin(Handle));

        public Tensor argmin(long dim, bool keepdim = false) => Made(NativeMethods.ts_argmin_along(Handle, dim, keepdim));

        public Tensor max() => Made(NativeMethods.ts_max(Handle));

        public Tensor min() => Made(NativeMethods.ts_min(Handle));

        public Tensor mean() => Made(NativeMethods.ts_mean(Handle));

        public Tensor nonzero() => Made(NativeMethods.ts_nonzero(Handle));

        public unsafe (Tensor values, Tensor indexes) max(long dim, bool keepdim = false)
        {
            nint indexes;
            var values = Made(NativeMethods.ts_max_along(Handle, dim, keepdim, &indexes));
            return (values, new Tensor(indexes));
        }

        public unsafe (Tensor values, Tensor indexes) min(long dim, bool keepdim = false)
        {
            nint indexes;
            var values = Made(NativeMethods.ts_min_along(Handle, dim, keepdim, &indexes));
            return (values, new Tensor(indexes));
        }

        public unsafe Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* dims = dimensions)
                return Made(NativeMethods.ts_mean_along(Handle, dims, dimensions.Length, keepdim, type.OrNone()));
        }

        public Tensor sum(ScalarType? type = null) => Made(NativeMethods.ts_sum(Handle, type.OrNone()));

        public unsafe Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null)
        {
            fixed (long* dims = dim)
                return Made(NativeMethods.ts_sum_along(Handle, dims, dim.Length, keepdim, type.OrNone()));
        }

        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => sum((ReadOnlySpan<long>)dim, keepdim, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null)
            => sum([dim0, dim1, dim2], keepdim, type);

        public Tensor prod(ScalarType? type = null) => Made(NativeMethods.ts_prod(Handle, type.OrNone()));

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null)
            => Made(NativeMethods.ts_prod_along(Handle, dim, keepdim, type.OrNone()));

        public Tensor cumsum(long dim, ScalarType? type = null) => Made(NativeMethods.ts_cumsum(Handle, dim, type.OrNone()));

        public Tensor logsumexp(long dim, bool keepdim = false) => Made(NativeMethods.ts_logsumexp(Handle, dim, keepdim));

        public Tensor norm(float p = 2f) => Made(NativeMethods.ts_norm(Handle, p));

        public Tensor norm(int dim, bool keepdim = false, float p = 2f) => Made(NativeMethods.ts_norm_along(Handle, dim, keepdim, p));

        public Tensor amax(params long[] dims) => amax((ReadOnlySpan<long>)dims);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => amax((ReadOnlySpan<long>)dims, keepdim, @out);

        public unsafe Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null)
        {
            fixed (long* d = dims)
                return Made(NativeMethods.ts_amax(Handle, d, dims.Length, keepdim, HandleOf(@out)), @out);
        }

        public Tensor amin(params long[] dims) => amin((ReadOnlySpan<long>)dims);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => amin((ReadOnlySpan<long>)dims, keepdim, @out);

        public unsafe Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null)
        {
            fixed (long* d = dims)
                return Made(NativeMethods.ts_amin(Handle, d, dims.Length, keepdim, HandleOf(@out)), @out);
        }
    }
}
