using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public unsafe Tensor[] chunk(long chunks, long dim = 0) => Taken(NativeMethods.ts_chunk(Handle, chunks, dim, Pieces.Allocate));

        public unsafe Tensor[] split(long size, int dim = 0) => Taken(NativeMethods.ts_split(Handle, size, dim, Pieces.Allocate));

        public unsafe Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0)
        {
            fixed (long* s = sizes)
                return Taken(NativeMethods.ts_split_sizes(Handle, s, sizes.Length, dim, Pieces.Allocate));
        }

        public Tensor[] split(long[] sizes, long dim = 0) => split((ReadOnlySpan<long>)sizes, dim);

        public Tensor[] split(params long[] sizes) => split((ReadOnlySpan<long>)sizes, 0);

        public Tensor gather(long dim, Tensor index) => Made(NativeMethods.ts_gather(Handle, dim, index.Handle), index);

        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            ValidateIndex(index);
            return Made(NativeMethods.ts_index_add(Handle, dim, index.Handle, source.Handle, alpha.Handle), index, source, alpha);
        }

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha)
        {
            ValidateIndex(index);
            return Done(NativeMethods.ts_index_add_(Handle, dim, index.Handle, source.Handle, alpha.Handle), index, source, alpha);
        }

        public Tensor index_copy(long dim, Tensor index, Tensor source)
        {
            ValidateIndex(index);
            return Made(NativeMethods.ts_index_copy(Handle, dim, index.Handle, source.Handle), index, source);
        }

        public Tensor index_copy_(long dim, Tensor index, Tensor source)
        {
            ValidateIndex(index);
            return Done(NativeMethods.ts_index_copy_(Handle, dim, index.Handle, source.Handle), index, source);
        }

        public Tensor index_fill(long dim, Tensor index, Scalar value)
        {
            ValidateIndex(index);
            return Made(NativeMethods.ts_index_fill(Handle, dim, index.Handle, value.Handle), index, value);
        }

        public Tensor index_fill_(long dim, Tensor index, Scalar value)
        {
            ValidateIndex(index);
            return Done(NativeMethods.ts_index_fill_(Handle, dim, index.Handle, value.Handle), index, value);
        }

        public Tensor index_select(long dim, Tensor index) => Made(NativeMethods.ts_index_select(Handle, dim, index.Handle), index);

        public Tensor masked_select(Tensor mask)
        {
            if (mask.dtype != ScalarType.Bool)
                throw new ArgumentException("The mask tensor must be Boolean.");
            return Made(NativeMethods.ts_masked_select(Handle, mask.Handle), mask);
        }

        public Tensor narrow(long dim, long start, long length) => Made(NativeMethods.ts_narrow(Handle, dim, start, length));

        public Tensor scatter(long dim, Tensor index, Tensor src)
            => Made(NativeMethods.ts_scatter(Handle, dim, index.Handle, src.Handle), index, src);

        public Tensor scatter_add(long dim, Tensor index, Tensor src)
            => Made(NativeMethods.ts_scatter_add(Handle, dim, index.Handle, src.Handle), index, src);

        public Tensor scatter_add_(long dim, Tensor index, Tensor src)
            => Done(NativeMethods.ts_scatter_add_(Handle, dim, index.Handle, src.Handle), index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src)
            => Done(NativeMethods.ts_scatter_(Handle, dim, index.Handle, src.Handle), index, src);

        public Tensor select(long dim, long index) => Made(NativeMethods.ts_select(Handle, dim, index));

        public Tensor slice(long dim, long start, long finish, long step)
        {
            if (step < 1)
                throw new ArgumentException($"step is {step}, but it should always be positive.");
            return Made(NativeMethods.ts_slice(Handle, dim, start, finish, step));
        }

        public unsafe Tensor[] unbind(long dimension = 0) => Taken(NativeMethods.ts_unbind(Handle, dimension, Pieces.Allocate));

        private static void ValidateIndex(Tensor index)
        {
            if (index.dtype != ScalarType.Int64)
                throw new ArgumentException("Element type of 'index' must be 'Int64'");
        }

        private Tensor[] Taken(bool ok)
        {
            var pieces = Pieces.Take(ok);
            GC.KeepAlive(this);
            return pieces;
        }
    }
}
