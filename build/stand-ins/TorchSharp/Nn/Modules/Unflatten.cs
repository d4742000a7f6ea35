using TorchSharp.PInvoke;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>One dimension made several.</summary>
    public sealed class Unflatten : nn.Module<Tensor, Tensor>
    {
        private readonly long _dim;
        private readonly long[] _sizes;

        internal Unflatten(long dim, long[] sizes)
            : base("torch::nn::UnflattenImpl")
        {
            _dim = dim;
            _sizes = sizes;
        }

        public override unsafe Tensor forward(Tensor tensor)
        {
            ThrowIfDisposed();
            fixed (long* sizes = _sizes)
                return Made(NativeMethods.ts_unflatten(tensor.Handle, _dim, sizes, _sizes.Length), tensor);
        }

        protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

        protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

        protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Unflatten Unflatten(long dim, long[] unflattenedSize) => new(dim, [.. unflattenedSize]);
        }
    }
}
