using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp.Utils;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>A layer that halves or doubles an image, then normalization, activation and residual blocks.</summary>
internal sealed class ConvolutionalStage : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "conv")]
    private readonly nn.Module<Tensor, Tensor> _conv;

    [ComponentName(Name = "norm")]
    private readonly NormalizationLayer? _norm;

    private readonly Activation _activation;
    private readonly ResidualBlock[] _blocks;

    public ConvolutionalStage(string name, nn.Module<Tensor, Tensor> conv, long channels, ConvolutionalPlan plan, LayerFactory layers)
        : base(name)
    {
        _activation = plan.Activation;
        _conv = conv;
        _norm = plan.CreateNormalization("norm", channels, layers);
        RegisterComponents();
        _blocks = new ResidualBlock[plan.ResidualBlocks];
        for (int i = 0; i < _blocks.Length; i++)
        {
            _blocks[i] = new ResidualBlock($"block{i}", channels, plan, layers);
            register_module($"block{i}", _blocks[i]);
        }
    }

    public override Tensor forward(Tensor x)   // [B, inputs, H, W] -> [B, channels, H', W']
    {
        Tensor h = _conv.call(x);
        h = _activation.Apply(_norm?.call(h) ?? h);
        foreach (ResidualBlock block in _blocks)
            h = block.call(h);
        return h;
    }
}
