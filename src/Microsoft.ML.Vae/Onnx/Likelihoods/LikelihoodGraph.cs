using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Onnx.Graphs;

namespace Microsoft.ML.Vae.Onnx.Likelihoods;

/// <summary>The operators of a likelihood: what the members of <see cref="Likelihood"/> with the same names compute.</summary>
internal abstract class LikelihoodGraph
{
    public static LikelihoodGraph Of(Likelihood likelihood) => likelihood switch
    {
        BernoulliLikelihood => new BernoulliGraph(),
        ContinuousBernoulliLikelihood => new ContinuousBernoulliGraph(),
        GaussianLikelihood gaussian => new GaussianGraph(gaussian),
        LaplaceLikelihood laplace => new LaplaceGraph(laplace),
        LearnedVarianceLikelihood learned => new LearnedVarianceGraph(learned),
        DiscretizedLogisticLikelihood logistic => new DiscretizedLogisticGraph(logistic),
        MixedLikelihood mixed => new MixedGraph(mixed),
        ObservedLikelihood observed => new ObservedGraph(Of(observed.Whole)),
        _ => throw new NotSupportedException($"no ONNX operators are known for the {likelihood} likelihood"),
    };

    /// <summary>E[x|z], [B, D].</summary>
    public abstract OnnxValue Mean(DecoderOutput decoded);

    /// <summary>What −log p(x|z) of each pixel is above the least, [B, D].</summary>
    public abstract OnnxValue Excess(DecoderOutput decoded, OnnxValue x);

    /// <summary>The least −log p(x|z) of each pixel, or what broadcasts to it.</summary>
    public abstract OnnxValue Least(DecoderOutput decoded, OnnxValue x);

    /// <summary>−log p(x|z) of each pixel, [B, D].</summary>
    public virtual OnnxValue PixelLosses(DecoderOutput decoded, OnnxValue x) => Excess(decoded, x) + Least(decoded, x);

    /// <summary>−log p(x|z), [B, 1].</summary>
    public virtual OnnxValue Losses(DecoderOutput decoded, OnnxValue x) => PixelLosses(decoded, x).SumRows();

    /// <summary>A row from p(x|z), given standard normal noise, [B, D].</summary>
    public virtual OnnxValue Draw(DecoderOutput decoded, OnnxValue noise) => Mean(decoded);
}
