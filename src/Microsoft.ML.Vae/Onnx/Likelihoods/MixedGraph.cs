using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Onnx.Graphs;

namespace Microsoft.ML.Vae.Onnx.Likelihoods;

internal sealed class MixedGraph(MixedLikelihood likelihood) : LikelihoodGraph
{
    private const double RootHalf = 0.70710678118654752;

    private static readonly double _halfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    public override OnnxValue Mean(DecoderOutput decoded) => PerRun(run => run.Kind switch
    {
        SlotKind.Number => Of(run, decoded.Means),
        SlotKind.Flag => Of(run, decoded.Means).Sigmoid(),
        _ => (Of(run, decoded.Means) - LogPartition(Of(run, decoded.Means))).Exp(),
    });

    public override OnnxValue Excess(DecoderOutput decoded, OnnxValue x) => PerRun(run => run.Kind switch
    {
        SlotKind.Number => Distance(run, decoded, x),
        SlotKind.Flag => BernoulliGraph.CrossEntropy(Of(run, decoded.Means), Of(run, x)),
        _ => CategoryLosses(Of(run, decoded.Means), Of(run, x), run.Length),
    });

    // Of numbers it does not depend on x, whose zeros give it a size for each row.
    public override OnnxValue Least(DecoderOutput decoded, OnnxValue x) => PerRun(run => run.Kind == SlotKind.Number
        ? Of(run, x) * 0 + Normalizer(run, decoded)
        : Of(run, x) * 0);

    public override OnnxValue PixelLosses(DecoderOutput decoded, OnnxValue x) => PerRun(run => run.Kind switch
    {
        SlotKind.Number => Distance(run, decoded, x) + Normalizer(run, decoded),
        SlotKind.Flag => BernoulliGraph.CrossEntropy(Of(run, decoded.Means), Of(run, x)),
        _ => CategoryLosses(Of(run, decoded.Means), Of(run, x), run.Length),
    });

    public override OnnxValue Draw(DecoderOutput decoded, OnnxValue noise) => PerRun(run => run.Kind switch
    {
        SlotKind.Number => Of(run, decoded.Means) + (LogVariance(run, decoded) * 0.5).Exp() * Of(run, noise),
        SlotKind.Flag => Distribution(Of(run, noise)).Less(Of(run, decoded.Means).Sigmoid()).To(ElementType.Single),
        _ => DrawCategory(Of(run, decoded.Means), noise.Columns(run.Start, 1), run.Length),
    });

    private OnnxValue PerRun(Func<SlotPart, OnnxValue> function) => OnnxMath.Concat([.. likelihood.Runs.Select(function)]);

    private static OnnxValue Of(SlotPart run, OnnxValue values) => values.Columns(run.Start, run.Length);

    private static OnnxValue Distance(SlotPart run, DecoderOutput decoded, OnnxValue x) =>
        (Of(run, x) - Of(run, decoded.Means)).Square() * LogVariance(run, decoded).Neg().Exp() * 0.5;

    private static OnnxValue Normalizer(SlotPart run, DecoderOutput decoded) => LogVariance(run, decoded) * 0.5 + _halfLogTwoPi;

    private static OnnxValue LogVariance(SlotPart run, DecoderOutput decoded) => run.StandardDeviation is { } deviation
        ? decoded.Means.Graph.Number(2 * Math.Log(deviation))
        : (Of(run, decoded.LogVariance!) * MixedLikelihood.VarianceGain).BoundLogVariance(
            MixedLikelihood.LowestLogVariance, MixedLikelihood.HighestLogVariance);

    private static OnnxValue CategoryLosses(OnnxValue l, OnnxValue x, int size)
    {
        OnnxValue logPartition = LogPartition(l), none = (x.SumRows().Neg() + 1) * (1.0 / size);
        return (logPartition - l) * x + logPartition * none;
    }

    /// <summary>log(1 + Σ exp l).</summary>
    private static OnnxValue LogPartition(OnnxValue l) => l.ReduceRows("ReduceLogSumExp").Softplus();

    private static OnnxValue DrawCategory(OnnxValue l, OnnxValue noise, int size)
    {
        OnnxGraph graph = l.Graph;
        OnnxValue shares = graph.Node("Softmax", [l], ("axis", 1L));
        OnnxValue sums = graph.Node("CumSum", [shares, graph.Array("axis", [1L])]);
        OnnxValue index = sums.Less(Distribution(noise)).To(ElementType.Single).SumRows().Clip(0, size - 1);
        OnnxValue numbers = graph.Array("numbers", [.. Enumerable.Range(0, size).Select(i => (float)i)], 1, size);
        return (index - numbers).Abs().Less(0.5).To(ElementType.Single);
    }

    /// <summary>The standard normal distribution function.</summary>
    private static OnnxValue Distribution(OnnxValue noise) => ((noise * RootHalf).Erf() + 1) * 0.5;
}
