using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks;

/// <summary>
/// y = x Wᵀ + b with PyTorch's layout and default initialisation, U(−1/√inputs, 1/√inputs), drawn from the given generator:
/// TorchSharp's own layer would draw from the user's global one.
/// </summary>
internal sealed class DenseLayer : nn.Module<Tensor, Tensor>
{
    private readonly Parameter _weight;   // [outputs, inputs]
    private readonly Parameter _bias;     // [outputs]

    public DenseLayer(string name, long inputs, long outputs, Generator generator) : base(name)
    {
        double bound = 1 / Math.Sqrt(inputs);
        _weight = new Parameter(empty(outputs, inputs).uniform_(-bound, bound, generator));
        _bias = new Parameter(empty(outputs).uniform_(-bound, bound, generator));
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
    }

    public override Tensor forward(Tensor x) => nn.functional.linear(x, _weight, _bias);   // [B, inputs] -> [B, outputs]
}
