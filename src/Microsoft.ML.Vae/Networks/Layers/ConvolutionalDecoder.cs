using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>From a code to the last picture but the output: a dense layer, and stages that double.</summary>
internal sealed class ConvolutionalDecoder : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "dense")]
    private readonly DenseLayer _dense;

    private readonly ConvolutionalStage[] _stages;
    private readonly Activation _activation;
    private readonly ImageSize _first;
    private readonly long _firstChannels;

    public ConvolutionalDecoder(string name, ConvolutionalPlan layers, long inputs, Generator generator) : base(name)
    {
        ImageSize[] sizes = layers.Sizes();
        _activation = layers.Activation;
        _first = sizes[^1];
        _firstChannels = layers.Channels[^1];
        _dense = new DenseLayer("dense", inputs, _firstChannels * _first.Area, generator);
        RegisterComponents();
        _stages = new ConvolutionalStage[layers.Channels.Count - 1];
        for (int i = 0; i < _stages.Length; i++)
        {
            (long from, long to) = (layers.Channels[^(i + 1)], layers.Channels[^(i + 2)]);
            var conv = new UpsamplingLayer("conv", from, to, sizes[^(i + 2)], generator);
            _stages[i] = new ConvolutionalStage($"{i}", conv, to, layers, generator);
            register_module($"{i}", _stages[i]);
        }
    }

    public static IEnumerable<(string Name, long[] Shape)> Tensors(string name, ConvolutionalPlan layers, long inputs)
    {
        foreach (var tensor in DenseLayer.Tensors($"{name}.dense", inputs, layers.Channels[^1] * layers.Sizes()[^1].Area))
            yield return tensor;
        for (int i = 0; i < layers.Channels.Count - 1; i++)
        {
            (long from, long to) = (layers.Channels[^(i + 1)], layers.Channels[^(i + 2)]);
            foreach (var tensor in UpsamplingLayer.Tensors($"{name}.{i}.conv", from, to))
                yield return tensor;
            foreach (var tensor in ConvolutionalStage.RestTensors($"{name}.{i}", to, layers))
                yield return tensor;
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
