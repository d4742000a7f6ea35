using Microsoft.ML.Vae.Interop;
using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>
/// x + conv(a(norm(conv(a(norm(x)))))) with 3 × 3 convolutions (He et al., "Identity Mappings in Deep Residual Networks", 2016).
/// </summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "norm1")]
    private readonly NormalizationLayer? _norm1;

    [ComponentName(Name = "conv1")]
    private readonly ConvolutionLayer _conv1;

    [ComponentName(Name = "norm2")]
    private readonly NormalizationLayer? _norm2;

    [ComponentName(Name = "conv2")]
    private readonly ConvolutionLayer _conv2;

    private readonly Activation _activation;

    public ResidualBlock(string name, long channels, ConvolutionalPlan layers, Generator generator) : base(name)
    {
        _activation = layers.Activation;
        _norm1 = layers.CreateNormalization("norm1", channels);
        _conv1 = new ConvolutionLayer("conv1", channels, channels, stride: 1, generator);
        _norm2 = layers.CreateNormalization("norm2", channels);
        _conv2 = new ConvolutionLayer("conv2", channels, channels, stride: 1, generator);
        RegisterComponents();
    }

    public static IEnumerable<(string Name, long[] Shape)> Tensors(string name, long channels, Normalization normalization) =>
    [
        .. NormalizationLayer.Tensors($"{name}.norm1", channels, normalization),
        .. ConvolutionLayer.Tensors($"{name}.conv1", channels, channels),
        .. NormalizationLayer.Tensors($"{name}.norm2", channels, normalization),
        .. ConvolutionLayer.Tensors($"{name}.conv2", channels, channels),
    ];

    public override Tensor forward(Tensor x)   // [B, C, H, W] -> the same
    {
        // An activation may work in place, and x is needed again.
        Tensor h = _conv1.call(_activation.Apply(_norm1?.call(x) ?? x.clone()));
        h = _conv2.call(_activation.Apply(_norm2?.call(h) ?? h));
        return x.add(h, Scalars.One);
    }
}
