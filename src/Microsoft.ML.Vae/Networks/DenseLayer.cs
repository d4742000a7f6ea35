using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks;

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
        double bound = 1 / Math.Sqrt(inputs);
        _weight = new Parameter(empty(outputs, inputs, ScalarType.Float32, CPU).uniform_(-bound, bound, generator));
        _bias = new Parameter(empty(outputs, ScalarType.Float32, CPU).uniform_(-bound, bound, generator));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => nn.functional.linear(x, _weight, _bias);   // [B, inputs] -> [B, outputs]
}
