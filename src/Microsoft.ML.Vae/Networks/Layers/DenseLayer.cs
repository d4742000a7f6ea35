using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>
/// y = x Wᵀ + b with PyTorch's layout and default initialisation, U(−1/√inputs, 1/√inputs), drawn from the given generator:
/// TorchSharp's own layer would draw from the user's global one.
/// </summary>
internal sealed class DenseLayer : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;   // [outputs, inputs]

    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;   // [outputs]

    public DenseLayer(string name, long inputs, long outputs, Generator generator) : base(name)
    {
        _weight = ParameterInitializer.Uniform(generator, inputs, outputs, inputs);
        _bias = ParameterInitializer.Uniform(generator, inputs, outputs);
        RegisterComponents();
    }

    public static IEnumerable<(string Name, long[] Shape)> Tensors(string name, long inputs, long outputs) =>
        [($"{name}.weight", [outputs, inputs]), ($"{name}.bias", [outputs])];

    public override Tensor forward(Tensor x) => nn.functional.linear(x, _weight, _bias);   // [B, inputs] -> [B, outputs]
}
