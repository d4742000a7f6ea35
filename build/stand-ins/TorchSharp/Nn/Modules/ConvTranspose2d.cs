using TorchSharp.PInvoke;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A two-dimensional transposed convolution.</summary>
    public sealed class ConvTranspose2d : Convolution
    {
        internal ConvTranspose2d(Convolution2d convolution, bool hasBias)
            : base("torch::nn::ConvTranspose2dImpl", convolution, hasBias)
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
            public static Modules.ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernelSize, long stride = 1,
                long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros,
                long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
                => ConvTranspose2d(in_channels, out_channels, (kernelSize, kernelSize), (stride, stride), (padding, padding),
                    (output_padding, output_padding), (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static Modules.ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, (long, long) kernelSize,
                (long, long)? stride = null, (long, long)? padding = null, (long, long)? output_padding = null,
                (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null)
            {
                var convolution = new PInvoke.Convolution2d(in_channels, out_channels, kernelSize, stride ?? (1, 1), padding ?? (0, 0),
                    output_padding ?? (0, 0), dilation ?? (1, 1), groups, (long)padding_mode, 0, 1);
                return new Modules.ConvTranspose2d(convolution, bias).Placed<Modules.ConvTranspose2d>(device, dtype);
            }
        }
    }
}
