using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Onnx.Likelihoods;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>Scores that are formulas of the row, with labels and p-values.</summary>
internal sealed class ScoreGraph(VaeModel model, Scoring scoring, EncodedGraph encoded)
{
    private const double Largest = float.MaxValue;

    private static readonly double _natsPerExcess = 24 * Math.Log(2);   // as RowScorer has it

    private readonly LikelihoodGraph _likelihood = LikelihoodGraph.Of(model.Likelihood);
    private OnnxValue? _score;

    /// <summary>The score, [B, 1].</summary>
    public OnnxValue Score => _score ??= Finite(Rows() is var rows && Penalty() is { } penalty ? rows + penalty.SumRows() : rows);

    /// <summary>Whether the score is beyond the thresholds, [B, 1].</summary>
    public OnnxValue IsAnomaly()
    {
        ScoreThresholds thresholds = scoring.Thresholds!;
        OnnxValue isAnomaly = Score.Greater(thresholds.Upper).Or(Score.Less(Largest).Not());
        return thresholds.Lower is { } lower ? isAnomaly.Or(Score.Less(lower)) : isAnomaly;
    }

    public OnnxValue PValue() => PValueGraph.Of(scoring.Calibration!, Score);

    /// <summary>The share of the score of each slot, or of each group of them, [B, D] or [B, G].</summary>
    public OnnxValue Contributions()
    {
        OnnxValue slots = Slots();
        if (Penalty() is { } penalty)
            slots += penalty;
        slots = Double(slots);
        OnnxValue excess = Double(_likelihood.Excess(encoded.Decoded, encoded.Input.Pixels)), total = excess.SumRows();
        OnnxGraph graph = slots.Graph;
        int size = model.Input.Size;
        OnnxValue even = graph.Array("even", [1.0 / size], 1), none = graph.Array("none", [0.0], 1);
        OnnxValue shares = total.Greater(none).Select(excess / total, even);
        OnnxValue contributions = slots + (Score.To(ElementType.Double) - slots.SumRows()) * shares;
        if (scoring.Groups is { } groups)
            contributions = contributions.MatMul(graph.Array("groups", Membership(groups, size), size, groups.Sizes.Count));
        return Finite(contributions.To(ElementType.Single));

        static OnnxValue Double(OnnxValue values) => Finite(values).To(ElementType.Double);
    }

    private OnnxValue Rows() => scoring.Score switch
    {
        ExcessScore score => score.WithDivergence ? Excess().SumRows() + Divergence() : Excess().SumRows(),
        NegativeElboScore => Losses() + Divergence(),
        KullbackLeiblerScore => Divergence(),
        LatentDensityScore => Distance(scoring.Statistics),
        ComplexityCorrectedScore when IsEntropy => Losses() + Divergence() - Complexity().SumRows(),
        var other => throw Unknown(other),
    };

    private OnnxValue Slots() => scoring.Score switch
    {
        ExcessScore => Excess(),
        NegativeElboScore => PixelLosses(),
        ComplexityCorrectedScore when IsEntropy => PixelLosses() - Complexity(),
        var other => throw Unknown(other),
    };

    private static NotSupportedException Unknown(AnomalyScore score) => new(
        $"the score {score} is no formula of the row: it draws samples, or measures how long a code is");

    private bool IsEntropy => ComplexityCorrectedScore.IsUnit(scoring.Statistics);

    private OnnxValue Excess() => _likelihood.Excess(encoded.Decoded, encoded.Input.Pixels);

    private OnnxValue Losses() => _likelihood.Losses(encoded.Decoded, encoded.Input.Pixels);

    private OnnxValue PixelLosses() => _likelihood.PixelLosses(encoded.Decoded, encoded.Input.Pixels);

    private OnnxValue? Penalty() => encoded.Input.Excess() is { } excess ? excess * _natsPerExcess : null;

    private OnnxValue Complexity()
    {
        OnnxValue x = encoded.Input.Pixels, entropy = BernoulliGraph.Entropy(x.Clip(0, 1));
        return model.Input.Imputes ? x.IsNaN().Select(0, entropy) : entropy;
    }

    /// <summary>KL(q(z|x) ‖ p(z)), [B, 1], or one number for all rows.</summary>
    private OnnxValue Divergence()
    {
        CodebookShape? codebook = model.Network.Architecture.Latent.Codebook;
        if (encoded.LogVariance is not { } logVariance)
            return encoded.Latent.Graph.Number(codebook?.Divergence ?? 0);
        return (encoded.Latent.Square() + logVariance.Exp() - logVariance - 1).SumRows() * 0.5;
    }

    /// <summary>√((z − m)ᵀ S⁻¹ (z − m)), in double precision.</summary>
    private OnnxValue Distance(ScoreStatistics statistics)
    {
        OnnxGraph graph = encoded.Latent.Graph;
        int size = model.LatentDimension;
        OnnxValue distance = encoded.Latent.To(ElementType.Double) - graph.Array("score.mean", statistics.LatentMean!, 1, size);
        OnnxValue precision = graph.Array("score.precision", statistics.LatentPrecision!, size, size);
        return (distance.MatMul(precision) * distance).SumRows().To(ElementType.Single).Relu().Sqrt();
    }

    private static double[] Membership(ContributionGroups groups, int size)
    {
        var membership = new double[size * groups.Sizes.Count];
        for (int group = 0, slot = 0; group < groups.Sizes.Count; group++)
        {
            for (int i = 0; i < groups.Sizes[group]; i++)
                membership[slot++ * groups.Sizes.Count + group] = 1;
        }
        return membership;
    }

    private static OnnxValue Finite(OnnxValue values) => values.IsNaN().Select(Largest, values.Clip(-Largest, Largest));
}
