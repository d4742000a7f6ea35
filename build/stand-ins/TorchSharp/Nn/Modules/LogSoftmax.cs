using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Logarithms of the softmax along a dimension.</summary>
    public sealed class LogSoftmax : nn.Module<Tensor, Tensor>
    {
        private readonly long _dim;

        internal LogSoftmax(long dim)
            : base("torch::nn::LogSoftmaxImpl")
        {
            _dim = dim;
        }

        public override Tensor forward(Tensor tensor)
        {
            ThrowIfDisposed();
            return nn.functional.log_softmax(tensor, _dim);
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
            public static Modules.LogSoftmax LogSoftmax(long dim) => new(dim);
        }
    }
}
