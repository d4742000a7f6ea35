using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>x + conv(a(norm(conv(a(norm(x)))))), 3 × 3 (He et al., "Identity Mappings in Deep Residual Networks", 2016).</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "norm1")]
    private readonly NormalizationLayer? _norm1;

    [ComponentName(Name = "conv1")]
    private readonly Conv2d _conv1;

    [ComponentName(Name = "norm2")]
    private readonly NormalizationLayer? _norm2;

    [ComponentName(Name = "conv2")]
    private readonly Conv2d _conv2;

    private readonly Activation _activation;

    public ResidualBlock(string name, long channels, ConvolutionalPlan plan, LayerFactory layers) : base(name)
    {
        _activation = plan.Activation;
        _norm1 = plan.CreateNormalization("norm1", channels, layers);
        _conv1 = layers.Convolution(channels, channels, stride: 1);
        _norm2 = plan.CreateNormalization("norm2", channels, layers);
        _conv2 = layers.Convolution(channels, channels, stride: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)   // [B, C, H, W] -> the same
    {
        // An activation may work in place, and x is needed again.
        Tensor h = _conv1.call(_activation.Apply(_norm1?.call(x) ?? x.clone()));
        h = _conv2.call(_activation.Apply(_norm2?.call(h) ?? h));
        return x.add(h, Scalars.One);
    }
}
