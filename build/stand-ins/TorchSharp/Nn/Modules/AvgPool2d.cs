using TorchSharp.PInvoke;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>The mean of each window.</summary>
    public sealed class AvgPool2d : nn.Module<Tensor, Tensor>
    {
        private readonly long[] _kernel;
        private readonly long[] _strides;
        private readonly long[] _padding;
        private readonly bool _ceil;
        private readonly bool _countsPadding;
        private readonly long? _divisor;

        internal AvgPool2d(long[] kernel, long[]? strides, long[]? padding, bool ceil, bool countsPadding, long? divisor)
            : base("torch::nn::AvgPool2dImpl")
        {
            _kernel = kernel;
            _strides = strides ?? kernel;
            _padding = padding ?? [0, 0];
            _ceil = ceil;
            _countsPadding = countsPadding;
            _divisor = divisor > 0 ? divisor : null;
        }

        public override unsafe Tensor forward(Tensor tensor)
        {
            ThrowIfDisposed();
            fixed (long* k = _kernel, s = _strides, p = _padding)
            {
                var result = NativeMethods.ts_nn_avg_pool2d(tensor.Handle, k, _kernel.Length, s, _strides.Length, p, _padding.Length,
                    _ceil, _countsPadding, _divisor ?? PInvoke.Index.Absent);
                return Made(result, tensor);
            }
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
            public static Modules.AvgPool2d AvgPool2d(long[] kernel_size, long[]? strides = null, long[]? padding = null,
                bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
                => new([.. kernel_size], strides, padding, ceil_mode, count_include_pad, divisor_override);

            public static Modules.AvgPool2d AvgPool2d((long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
                => new([kernel_size.Item1, kernel_size.Item2], functional.Both(stride), functional.Both(padding), ceil_mode,
                    count_include_pad, divisor_override);

            public static Modules.AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null,
                bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null)
                => new([kernel_size, kernel_size], functional.Both(stride), functional.Both(padding), ceil_mode, count_include_pad,
                    divisor_override);
        }
    }
}
