namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>One part of a network after another.</summary>
internal sealed class LayerChain : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _first;
    private readonly nn.Module<Tensor, Tensor> _second;

    public LayerChain(string name, nn.Module<Tensor, Tensor> first, nn.Module<Tensor, Tensor> second) : base(name)
    {
        (_first, _second) = (first, second);
        register_module(first.GetName(), first);
        register_module(second.GetName(), second);
    }

    public override Tensor forward(Tensor x) => _second.call(_first.call(x));
}
