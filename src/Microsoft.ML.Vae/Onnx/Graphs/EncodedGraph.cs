using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Onnx.Likelihoods;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>What a model makes of rows. Operators are added when a value is asked for, each once.</summary>
internal sealed class EncodedGraph
{
    private readonly VaeModel _model;
    private readonly NetworkGraph _network;
    private DecoderOutput? _decoded;
    private OnnxValue? _reconstruction;

    public EncodedGraph(OnnxGraph graph, VaeModel model, InputGraph input)
    {
        if (model.Input.BinarizationSeed is not null)
        {
            throw new NotSupportedException(
                $"{nameof(VaeOptions.DynamicBinarization)} draws black or white from the bits of the row's values, "
                + "for which ONNX has no operators");
        }
        (_model, Input) = (model, input);
        _network = NetworkGraph.Of(graph, model.Network);
        NetworkInput seen = input.ToEncoder();
        (OnnxValue encoding, OnnxValue? logVariance) = _network.Encode(seen);
        if (model.Network.Bottleneck.Module is Codebook codebook)
        {
            var vectors = new CodebookGraph(graph, codebook);
            (encoding, Indices) = vectors.Nearest(encoding);
        }
        if (seen.Mask is { } mask && logVariance is not null)
        {
            OnnxValue hasAny = mask.ReduceRows("ReduceMin").Neg() + 1;   // [B, 1]
            (encoding, logVariance) = (encoding * hasAny, logVariance * hasAny);
        }
        (Latent, LogVariance) = (encoding, logVariance);
    }

    public InputGraph Input { get; }

    /// <summary>The latents that stand for the rows, [B, Z].</summary>
    public OnnxValue Latent { get; }

    /// <summary>log σ², [B, Z]; null where latents have none.</summary>
    public OnnxValue? LogVariance { get; }

    /// <summary>The codebook's indices as keys, from 1, [B, G]; null without a codebook.</summary>
    public OnnxValue? Indices { get; }

    /// <summary>The decoder's output for the latents.</summary>
    public DecoderOutput Decoded => _decoded ??= _network.Decode(Latent, Input.Condition);

    /// <summary>E[x|z] in the units of the column, [B, D].</summary>
    public OnnxValue Reconstruction =>
        _reconstruction ??= InputGraph.Unscale(_model.Input, LikelihoodGraph.Of(_model.Likelihood).Mean(Decoded));
}
