using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>The layer that gives a decoder's picture its full size, as rows in the order of the input.</summary>
internal sealed class ConvolutionalOutput : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "conv")]
    private readonly UpsamplingLayer _conv;

    private readonly ImageLayout _picture;

    public ConvolutionalOutput(string name, ConvolutionalPlan layers, Generator generator) : base(name)
    {
        _picture = layers.Picture;
        _conv = new UpsamplingLayer("conv", layers.Channels[0], _picture.Channels, layers.Sizes()[0], generator);
        RegisterComponents();
    }

    public static IEnumerable<(string Name, long[] Shape)> Tensors(string name, ConvolutionalPlan layers) =>
        UpsamplingLayer.Tensors($"{name}.conv", layers.Channels[0], layers.Picture.Channels);

    public override Tensor forward(Tensor h) => ImageRows.ToRows(_conv.call(h), _picture);   // [B, channels, ⌈H / 2⌉, ⌈W / 2⌉] -> [B, D]
}
