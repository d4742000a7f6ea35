using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>A 3 × 3 convolution over a picture with a border of zeros, with PyTorch's layout and initialisation.</summary>
internal sealed class ConvolutionLayer : nn.Module<Tensor, Tensor>
{
    private const long Kernel = 3;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;   // [outputs, inputs, 3, 3]

    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;   // [outputs]

    private readonly long[] _stride;
    private readonly long[] _padding = [Kernel / 2, Kernel / 2];

    public ConvolutionLayer(string name, long inputs, long outputs, long stride, Generator generator) : base(name)
    {
        long fanIn = inputs * Kernel * Kernel;
        _weight = ParameterInitializer.Uniform(generator, fanIn, outputs, inputs, Kernel, Kernel);
        _bias = ParameterInitializer.Uniform(generator, fanIn, outputs);
        _stride = [stride, stride];
        RegisterComponents();
    }

    public static IEnumerable<(string Name, long[] Shape)> Tensors(string name, long inputs, long outputs) =>
        [($"{name}.weight", [outputs, inputs, Kernel, Kernel]), ($"{name}.bias", [outputs])];

    public override Tensor forward(Tensor x) =>   // [B, inputs, H, W] -> [B, outputs, ⌈H / stride⌉, ⌈W / stride⌉]
        nn.functional.conv2d(x, _weight, _bias, _stride, _padding);
}
