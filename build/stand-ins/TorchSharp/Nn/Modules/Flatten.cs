using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Several dimensions made one.</summary>
    public sealed class Flatten : nn.Module<Tensor, Tensor>
    {
        private readonly long _start;
        private readonly long _end;

        internal Flatten(long start, long end)
            : base("torch::nn::FlattenImpl")
        {
            _start = start;
            _end = end;
        }

        public override Tensor forward(Tensor tensor)
        {
            ThrowIfDisposed();
            return tensor.flatten(_start, _end);
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
            public static Modules.Flatten Flatten(long startDim = 1, long endDim = -1) => new(startDim, endDim);
        }
    }
}
