using TorchSharp.PInvoke;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A two-dimensional convolution.</summary>
    public sealed class Conv2d : Convolution
    {
        internal Conv2d(Convolution2d convolution, bool hasBias)
            : base("torch::nn::Conv2dImpl", convolution, hasBias)
        {
        }

        public Parameter? bias
        {
            get => _bias?.Wrapper();
            set => SetParameter(ref _bias, nameof(bias), value);
        }

        public Parameter? weight
        {
            get => _weight?.Wrapper();
            set => SetParameter(ref _weight, nameof(weight), value);
        }

        public override Tensor forward(Tensor input) => Convolved(input);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            // The original takes a padding of -1 for "same".
            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernelSize, long stride = 1, long padding = 0,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null)
                => Convolved(new(in_channels, out_channels, kernelSize, stride, padding, 0, dilation, groups, (long)padding_mode,
                    padding == -1 ? 1 : 0, 0), bias, device, dtype);

            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernelSize,
                (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null)
                => Convolved(new(in_channels, out_channels, kernelSize, stride ?? (1, 1), padding ?? (0, 0), 0, dilation ?? (1, 1), groups,
                    (long)padding_mode, padding == (-1, 0) ? 1 : 0, 0), bias, device, dtype);

            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernelSize, Padding padding, long stride = 1,
                long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null)
                => Convolved(new(in_channels, out_channels, kernelSize, stride, 0, 0, dilation, groups, (long)padding_mode,
                    padding == Padding.Valid ? 0 : 1, 0), bias, device, dtype);

            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernelSize, Padding padding,
                (long, long)? stride = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1,
                bool bias = true, Device? device = null, ScalarType? dtype = null)
                => Convolved(new(in_channels, out_channels, kernelSize, stride ?? (1, 1), 0, 0, dilation ?? (1, 1), groups,
                    (long)padding_mode, padding == Padding.Valid ? 0 : 1, 0), bias, device, dtype);

            private static Modules.Conv2d Convolved(PInvoke.Convolution2d convolution, bool bias, Device? device, ScalarType? dtype)
                => new Modules.Conv2d(convolution, bias).Placed<Modules.Conv2d>(device, dtype);
        }
    }
}
