using System.Runtime.CompilerServices;
using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(AsIndices(indices));
            set => index_put_(value, AsIndices(indices));
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => Element([i1]);
            set => SetElement([i1], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => Element([i1, i2]);
            set => SetElement([i1, i2], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => Element([i1, i2, i3]);
            set => SetElement([i1, i2, i3], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => Element([i1, i2, i3, i4]);
            set => SetElement([i1, i2, i3, i4], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => Element([i1, i2, i3, i4, i5]);
            set => SetElement([i1, i2, i3, i4, i5], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => Element([i1, i2, i3, i4, i5, i6]);
            set => SetElement([i1, i2, i3, i4, i5, i6], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => index(AsIndices(indices));
            set => index_put_(value, AsIndices(indices));
        }

        public unsafe Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            fixed (PInvoke.Index* encoded = Encode(indices))
                return Done(NativeMethods.ts_index_put_(Handle, encoded, indices.Length, value.Handle), value, indices);
        }

        public unsafe Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            fixed (PInvoke.Index* encoded = Encode(indices))
                return Done(NativeMethods.ts_index_put_number_(Handle, encoded, indices.Length, value.Handle), value, indices);
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, AsIndices(indices));

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, AsIndices(indices));

        private static PInvoke.Index[] Encode(TensorIndex[] indices) => Array.ConvertAll(indices, index => index.Encoded());

        private static TensorIndex[] AsIndices(Tensor[] indices) => Array.ConvertAll(indices, TensorIndex.Tensor);

        private static TensorIndex[] AsIndices(long[] indices) => Array.ConvertAll(indices, i => TensorIndex.Single(i));

        private unsafe Tensor index(TensorIndex[] indices)
        {
            fixed (PInvoke.Index* encoded = Encode(indices))
                return Made(NativeMethods.ts_index(Handle, encoded, indices.Length), indices);
        }

        private unsafe Tensor Element(ReadOnlySpan<long> indices)
        {
            fixed (long* i = indices)
                return Made(NativeMethods.ts_element(Handle, i, indices.Length));
        }

        private unsafe void SetElement(ReadOnlySpan<long> indices, Tensor value)
        {
            fixed (long* i = indices)
                Done(NativeMethods.ts_set_element(Handle, i, indices.Length, value.Handle), value);
        }
    }
}
