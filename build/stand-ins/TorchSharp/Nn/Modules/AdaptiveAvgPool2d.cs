using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The means of as many windows as the output has elements.</summary>
    public sealed class AdaptiveAvgPool2d : nn.Module<Tensor, Tensor>
    {
        private readonly long[] _size;

        internal AdaptiveAvgPool2d(long[] size)
            : base("torch::nn::AdaptiveAvgPool2dImpl")
        {
            _size = size;
        }

        public override Tensor forward(Tensor tensor)
        {
            ThrowIfDisposed();
            return nn.functional.adaptive_avg_pool2d(tensor, _size);
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
            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long[] outputSize) => new([.. outputSize]);

            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) outputSize)
                => new([outputSize.Item1, outputSize.Item2]);

            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long outputSize) => new([outputSize, outputSize]);
        }
    }
}
