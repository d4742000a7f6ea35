using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>Dense layers, each followed by an activation; none at all is the identity.</summary>
internal sealed class MultilayerPerceptron : nn.Module<Tensor, Tensor>
{
    private readonly DenseLayer[] _layers;
    private readonly Activation _activation;

    public MultilayerPerceptron(string name, long inputs, IReadOnlyList<int> sizes, Activation activation, Generator generator) : base(name)
    {
        _activation = activation;
        _layers = new DenseLayer[sizes.Count];
        for (int i = 0; i < _layers.Length; inputs = sizes[i++])
        {
            _layers[i] = new DenseLayer("dense", inputs, sizes[i], generator);
            register_module($"{i}", _layers[i]);
        }
    }

    public static IEnumerable<(string Name, long[] Shape)> Tensors(string name, long inputs, IReadOnlyList<int> sizes) =>
        sizes.SelectMany((size, i) => DenseLayer.Tensors($"{name}.{i}", i == 0 ? inputs : sizes[i - 1], size));

    public override Tensor forward(Tensor x)   // [B, inputs] -> [B, outputs]
    {
        foreach (DenseLayer layer in _layers)
            x = _activation.Apply(layer.call(x));
        return x;
    }
}
