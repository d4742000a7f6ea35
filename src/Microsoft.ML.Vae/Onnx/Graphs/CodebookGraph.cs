using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>The operators of a codebook.</summary>
internal sealed class CodebookGraph
{
    private const double RootHalf = 0.70710678118654752;

    private readonly OnnxGraph _graph;
    private readonly Codebook _codebook;
    private readonly OnnxValue _vectors;   // [K, Z / G]

    public CodebookGraph(OnnxGraph graph, Codebook codebook)
    {
        (_graph, _codebook) = (graph, codebook);
        _vectors = graph.Weight("codebook.vectors", codebook.Vectors);
    }

    private long Groups => _codebook.Shape.Groups;

    private long GroupSize => _codebook.Vectors.size(1);

    /// <summary>The nearest vectors, and the keys of their indices, from 1: [B, Z] -> [B, Z],[B, G].</summary>
    public (OnnxValue Latent, OnnxValue Indices) Nearest(OnnxValue encodings)
    {
        OnnxValue z = encodings.Reshape(-1, GroupSize);                                                         // [B·G, Z / G]
        OnnxValue lengths = _graph.Array("codebook.lengths", Lengths(), _codebook.Shape.Vectors);               // [K]
        OnnxValue distances = _graph.Node("Gemm", [z, _vectors, lengths], ("alpha", -2f), ("transB", 1L));      // [B·G, K]
        OnnxValue nearest = _graph.Node("ArgMin", [distances], ("axis", 1L), ("keepdims", 0L));                 // [B·G]
        OnnxValue keys = (nearest.Reshape(-1, Groups) + _graph.Integers(1)).To(ElementType.UInt32);             // [B, G]
        return (Look(nearest), keys);
    }

    /// <summary>Latents whose vectors are all equally likely, from standard normal noise, [B, Z] -> [B, Z].</summary>
    public OnnxValue FromNoise(OnnxValue noise)
    {
        OnnxValue first = noise.Reshape(-1, GroupSize).Columns(0, 1);                                           // [B·G, 1]
        OnnxValue uniform = ((first * RootHalf).Erf() + 1) * 0.5;                                               // [B·G, 1]
        OnnxValue index = (uniform * _codebook.Shape.Vectors).Floor().Clip(0, _codebook.Shape.Vectors - 1);     // [B·G, 1]
        return Look(index.To(ElementType.Int64).Reshape(-1));
    }

    private OnnxValue Look(OnnxValue indices) => indices.Rows(_vectors).Reshape(-1, Groups * GroupSize);   // [B·G] -> [B, Z]

    private float[] Lengths()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        return (_codebook.Vectors * _codebook.Vectors).sum(1).cpu().data<float>().ToArray();
    }
}
