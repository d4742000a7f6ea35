using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>The tensors of a network as values of a graph, by their names.</summary>
internal sealed class WeightTable(OnnxGraph graph, VaeNetwork network)
{
    private readonly Dictionary<string, Tensor> _tensors = network.state_dict();

    public OnnxGraph Graph => graph;

    public bool Has(string name) => _tensors.ContainsKey(name);

    public OnnxValue this[string name] => graph.Weight(name, _tensors[name]);

    /// <summary>The same numbers in another shape.</summary>
    public OnnxValue Shaped(string name, params long[] shape) => graph.Weight(name, _tensors[name], shape);

    /// <summary>A dense layer.</summary>
    public OnnxValue Dense(OnnxValue x, string name) => x.Gemm(this[$"{name}.weight"], this[$"{name}.bias"]);
}
