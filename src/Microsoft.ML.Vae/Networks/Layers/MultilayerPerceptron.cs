using TorchSharp.Modules;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>Dense layers, each followed by an activation; none at all is the identity.</summary>
internal sealed class MultilayerPerceptron : nn.Module<Tensor, Tensor>
{
    private readonly Linear[] _layers;
    private readonly Activation _activation;

    public MultilayerPerceptron(string name, long inputs, IReadOnlyList<int> sizes, Activation activation, LayerFactory layers) : base(name)
    {
        _activation = activation;
        _layers = new Linear[sizes.Count];
        for (int i = 0; i < _layers.Length; inputs = sizes[i++])
        {
            _layers[i] = layers.Dense(inputs, sizes[i]);
            register_module($"{i}", _layers[i]);
        }
    }

    public override Tensor forward(Tensor x)   // [B, inputs] -> [B, outputs]
    {
        foreach (Linear layer in _layers)
            x = _activation.Apply(layer.call(x));
        return x;
    }
}
