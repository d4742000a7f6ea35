using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks;

/// <summary>Dense layers, each followed by a rectifier; none at all is the identity.</summary>
internal sealed class HiddenLayers : nn.Module<Tensor, Tensor>
{
    private readonly DenseLayer[] _layers;

    public HiddenLayers(string name, int inputs, IReadOnlyList<int> sizes, Generator generator) : base(name)
    {
        _layers = new DenseLayer[sizes.Count];
        OutputSize = inputs;
        for (int i = 0; i < _layers.Length; i++)
        {
            _layers[i] = new DenseLayer("dense", OutputSize, sizes[i], generator);
            register_module($"{i}", _layers[i]);
            OutputSize = sizes[i];
        }
    }

    public int OutputSize { get; }

    public override Tensor forward(Tensor x)   // [B, inputs] -> [B, OutputSize]
    {
        foreach (DenseLayer layer in _layers)
            x = layer.call(x).relu_();
        return x;
    }
}
