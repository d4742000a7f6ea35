using TorchSharp.Modules;
using TorchSharp.Utils;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>
/// A 4 × 4 transposed convolution with stride 2, which doubles an image, cut to the size that a convolution with stride 2 halved:
/// twice its own, or one less. With PyTorch's layout and initialisation.
/// </summary>
internal sealed class UpsamplingLayer : nn.Module<Tensor, Tensor>
{
    private const long Kernel = 4;

    private static readonly long[] _stride = [2, 2];
    private static readonly long[] _padding = [1, 1];

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;   // [inputs, outputs, 4, 4]

    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;   // [outputs]

    private readonly ImageSize _size;

    public UpsamplingLayer(string name, long inputs, long outputs, ImageSize size, LayerFactory layers) : base(name)
    {
        long fanIn = outputs * Kernel * Kernel;   // as PyTorch computes it
        _weight = layers.Uniform(fanIn, inputs, outputs, Kernel, Kernel);
        _bias = layers.Uniform(fanIn, outputs);
        _size = size;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) =>   // [B, inputs, ⌈H / 2⌉, ⌈W / 2⌉] -> [B, outputs, H, W]
        nn.functional.conv_transpose2d(x, _weight, _bias, _stride, _padding).narrow(2, 0, _size.Height).narrow(3, 0, _size.Width);
}
