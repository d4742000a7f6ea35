using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor T
        {
            get
            {
                var order = new long[ndim];
                for (var i = 0; i < order.Length; i++)
                    order[i] = order.Length - 1 - i;
                return permute(order);
            }
        }

        public Tensor mT => Made(NativeMethods.ts_mT(Handle));

        public Tensor t() => Made(NativeMethods.ts_t(Handle));

        public Tensor transpose(long dim0, long dim1) => Made(NativeMethods.ts_transpose(Handle, dim0, dim1));

        public unsafe Tensor permute(params long[] permutation)
        {
            fixed (long* dims = permutation)
                return Made(NativeMethods.ts_permute(Handle, dims, permutation.Length));
        }

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        public unsafe Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false)
        {
            fixed (long* dims = sizes)
                return Made(NativeMethods.ts_expand(Handle, dims, sizes.Length, isImplicit));
        }

        public Tensor expand(Size sizes, bool isImplicit = false) => expand((ReadOnlySpan<long>)sizes.Shape, isImplicit);

        public Tensor expand(long[] sizes, bool isImplicit = false) => expand((ReadOnlySpan<long>)sizes, isImplicit);

        public Tensor expand(params long[] sizes) => expand((ReadOnlySpan<long>)sizes, false);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Made(NativeMethods.ts_flatten(Handle, start_dim, end_dim));

        public unsafe Tensor unflatten(long dim, params long[] sizes)
        {
            if (dim < 0 || dim >= ndim)
                throw new ArgumentException($"Invalid 'dim' argument: {dim}.");
            if (sizes.Length == 0)
                throw new ArgumentException("The number of output sizes is zero.");
            fixed (long* dims = sizes)
                return Made(NativeMethods.ts_unflatten(Handle, dim, dims, sizes.Length));
        }

        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);

        public unsafe Tensor reshape(params long[] shape)
        {
            fixed (long* dims = shape)
                return Made(NativeMethods.ts_reshape(Handle, dims, shape.Length));
        }

        public unsafe Tensor view(params long[] shape)
        {
            fixed (long* dims = shape)
                return Made(NativeMethods.ts_view(Handle, dims, shape.Length));
        }

        public Tensor view_as(Tensor other) => view(other.shape);

        public unsafe Tensor repeat(params long[] sizes)
        {
            fixed (long* dims = sizes)
                return Made(NativeMethods.ts_repeat(Handle, dims, sizes.Length));
        }

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null)
            => Made(NativeMethods.ts_repeat_interleave(
                Handle, repeats, dim ?? PInvoke.Index.Absent, output_size ?? PInvoke.Index.Absent));

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null)
        {
            var result = NativeMethods.ts_repeat_interleave_each(
                Handle, repeats.Handle, dim ?? PInvoke.Index.Absent, output_size ?? PInvoke.Index.Absent);
            return Made(result, repeats);
        }

        public Tensor broadcast_to(params long[] shape) => expand(shape);

        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);

        public unsafe Tensor flip(params long[] dims)
        {
            fixed (long* d = dims)
                return Made(NativeMethods.ts_flip(Handle, d, dims.Length));
        }

        public unsafe Tensor tile(long[] reps)
        {
            fixed (long* dims = reps)
                return Made(NativeMethods.ts_tile(Handle, dims, reps.Length));
        }

        public Tensor squeeze(long? dim = null)
            => Made(dim is { } along ? NativeMethods.ts_squeeze_along(Handle, along) : NativeMethods.ts_squeeze(Handle));

        public Tensor unsqueeze(long dim) => Made(NativeMethods.ts_unsqueeze(Handle, dim));

        internal unsafe Tensor rename_(string?[] names)
        {
            var texts = names.Select(System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8).ToArray();
            try
            {
                fixed (nint* pointers = texts)
                    return Done(NativeMethods.ts_rename_(Handle, (byte**)pointers, texts.Length));
            }
            finally
            {
                Array.ForEach(texts, System.Runtime.InteropServices.Marshal.FreeCoTaskMem);
            }
        }
    }
}
