using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>From a latent to the input of the output layer: a dense layer, and stages that double the image.</summary>
internal sealed class ConvolutionalDecoder : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly Linear _dense;

    private readonly ConvolutionalStage[] _stages;
    private readonly Activation _activation;
    private readonly ImageSize _first;
    private readonly long _firstChannels;

    public ConvolutionalDecoder(string name, ConvolutionalPlan plan, long inputs, LayerFactory layers) : base(name)
    {
        ImageSize[] sizes = plan.Sizes();
        _activation = plan.Activation;
        _first = sizes[^1];
        _firstChannels = plan.Channels[^1];
        _dense = layers.Dense(inputs, _firstChannels * _first.Area);
        RegisterComponents();
        _stages = new ConvolutionalStage[plan.Channels.Count - 1];
        for (int i = 0; i < _stages.Length; i++)
        {
            (long from, long to) = (plan.Channels[^(i + 1)], plan.Channels[^(i + 2)]);
            var conv = new UpsamplingLayer("conv", from, to, sizes[^(i + 2)], layers);
            _stages[i] = new ConvolutionalStage($"{i}", conv, to, plan, layers);
            register_module($"{i}", _stages[i]);
        }
    }

    public override Tensor forward(Tensor z)   // [B, Z + C] -> [B, channels, ⌈H / 2⌉, ⌈W / 2⌉]
    {
        Tensor h = _activation.Apply(_dense.call(z)).reshape(z.size(0), _firstChannels, _first.Height, _first.Width);
        foreach (ConvolutionalStage stage in _stages)
            h = stage.call(h);
        return h;
    }
}
