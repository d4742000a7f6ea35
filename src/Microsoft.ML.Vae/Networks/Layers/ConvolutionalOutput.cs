using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp.Utils;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>The layer that gives a decoder's image its full size, as rows in the order of the input.</summary>
internal sealed class ConvolutionalOutput : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "conv")]
    private readonly UpsamplingLayer _conv;

    private readonly ImageLayout _image;

    public ConvolutionalOutput(string name, ConvolutionalPlan plan, LayerFactory layers) : base(name)
    {
        _image = plan.Image;
        _conv = new UpsamplingLayer("conv", plan.Channels[0], _image.Channels, plan.Sizes()[0], layers);
        RegisterComponents();
    }

    public override Tensor forward(Tensor h) => ImageRows.ToRows(_conv.call(h), _image);   // [B, channels, ⌈H / 2⌉, ⌈W / 2⌉] -> [B, D]
}
