using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The greatest value of each window.</summary>
    public sealed class MaxPool2d : nn.Module<Tensor, Tensor>
    {
        private readonly long[] _kernel;
        private readonly long[]? _strides;
        private readonly long[]? _padding;
        private readonly long[]? _dilation;
        private readonly bool _ceil;

        internal MaxPool2d(long[] kernel, long[]? strides, long[]? padding, long[]? dilation, bool ceil)
            : base("torch::nn::MaxPool2dImpl")
        {
            _kernel = kernel;
            _strides = strides;
            _padding = padding;
            _dilation = dilation;
            _ceil = ceil;
        }

        public override Tensor forward(Tensor tensor)
        {
            ThrowIfDisposed();
            return nn.functional.max_pool2d(tensor, _kernel, _strides, _padding, _dilation, _ceil);
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
            public static Modules.MaxPool2d MaxPool2d(long kernelSize, long? stride = null, long? padding = null, long? dilation = null,
                bool ceilMode = false)
                => new([kernelSize, kernelSize], functional.Both(stride), functional.Both(padding), functional.Both(dilation), ceilMode);

            public static Modules.MaxPool2d MaxPool2d((long, long) kernelSize, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, bool ceilMode = false)
                => new([kernelSize.Item1, kernelSize.Item2], functional.Both(stride), functional.Both(padding), functional.Both(dilation),
                    ceilMode);

            public static Modules.MaxPool2d MaxPool2d(long[] kernelSize, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceilMode = false)
                => new([.. kernelSize], strides, padding, dilation, ceilMode);
        }
    }
}
