using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>
/// A density of its own for each part of a row: of numbers N(m, σ²), whose σ is fixed or one weight per slot; of flags a Bernoulli
/// distribution; of each category a softmax over its slots and over the outcome that none of them is 1, whose log-odds are 0.
/// </summary>
internal sealed class MixedLikelihood : Likelihood
{
    /// <summary>Standardized numbers have the standard deviation 1; a hundredth of that is left of those that others determine.</summary>
    internal const double MinimumStandardDeviation = 0.01;

    /// <summary>
    /// log σ² is this times the decoder's output: Adam moves every weight by about its rate per step, whatever its gradient, and σ would
    /// take thousands of steps to fall.
    /// </summary>
    internal const float VarianceGain = 10;

    internal const double HighestLogVariance = 20;

    internal static readonly double LowestLogVariance = 2 * Math.Log(MinimumStandardDeviation);

    private static readonly double _halfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);
    private static readonly Scalar _halfLogTwoPiScalar = _halfLogTwoPi;
    private static readonly Scalar _half = 0.5;
    private static readonly Scalar _minusOne = -1;
    private static readonly Scalar _gain = VarianceGain;
    private static readonly Scalar _lowest = LowestLogVariance;
    private static readonly Scalar _highest = HighestLogVariance;

    private readonly IReadOnlyList<LikelihoodPart> _wanted;
    private readonly SlotPart[] _runs;

    /// <summary>Parts whose slots are not known yet.</summary>
    public MixedLikelihood(IReadOnlyList<LikelihoodPart> wanted) : this(wanted, []) { }

    /// <summary>Parts that hold all slots, in their order.</summary>
    public MixedLikelihood(IReadOnlyList<SlotPart> parts) : this([], parts) { }

    private MixedLikelihood(IReadOnlyList<LikelihoodPart> wanted, IReadOnlyList<SlotPart> parts)
    {
        _wanted = wanted;
        Parts = parts;
        _runs = [.. Merge(parts)];
        PixelVariance = parts.Any(IsLearned) ? PixelVariance.PerSlot : PixelVariance.Fixed;
    }

    /// <summary>The parts, each of one column; none before they are bound to a column.</summary>
    public IReadOnlyList<SlotPart> Parts { get; }

    /// <summary>Parts that are computed together, in their order.</summary>
    internal IReadOnlyList<SlotPart> Runs => _runs;

    internal override PixelVariance PixelVariance { get; }

    internal override PixelDomain PixelDomain => PixelDomain.Finite("the mixed likelihood") with { Parts = Parts };

    internal override RowLoss RowLoss => new MixedLoss(_runs, PixelVariance);

    internal override bool DrawsSamples => true;

    internal static bool IsLearned(SlotPart part) => part is { Kind: SlotKind.Number, StandardDeviation: null };

    /// <summary>The same with its parts' slots found in a column.</summary>
    /// <exception cref="ArgumentException">A part names no slots, or a slot is in several parts or in none.</exception>
    public MixedLikelihood Bind(IExceptionContext context, InputSlots slots) => new(_wanted, PartBinder.Bind(context, slots, _wanted));

    internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x) => PixelLosses(decoded, x).sum(1);   // -> [B]

    internal override Tensor LeastPixelLosses(Tensor decoded, Tensor x) =>   // -> [B, D]
        PerRun(run => run.Kind == SlotKind.Number ? Normalizer(run, decoded, x) : zeros_like(Of(run, x)));

    internal override Tensor PixelExcess(Tensor decoded, Tensor x) =>   // -> [B, D]
        PerRun(run => run.Kind switch
        {
            SlotKind.Number => Distance(run, decoded, x),
            SlotKind.Flag => FlagLosses(Of(run, decoded), Of(run, x)),
            _ => CategoryLosses(Of(run, decoded), Of(run, x)),
        });

    internal override Tensor Mean(Tensor decoded) =>   // [B, P] -> [B, D]
        PerRun(run => run.Kind switch
        {
            SlotKind.Number => Of(run, decoded),
            SlotKind.Flag => Of(run, decoded).sigmoid(),
            _ => (Of(run, decoded) - LogPartition(Of(run, decoded))).exp(),
        });

    /// <summary>A row from p(x|z). One of a category's values is always drawn, though a row may have none.</summary>
    internal override Tensor Draw(Tensor decoded, Tensor noise) =>   // [B, P],[B, D] -> [B, D]
        PerRun(run => run.Kind switch
        {
            SlotKind.Number => Of(run, decoded).addcmul(LogVariance(run, decoded, noise).mul(_half).exp(), Of(run, noise), Scalars.One),
            SlotKind.Flag => special.ndtr(Of(run, noise)).lt(Of(run, decoded).sigmoid()).to(ScalarType.Float32),
            _ => DrawCategory(Of(run, decoded), noise.narrow(1, run.Start, 1)),
        });

    /// <inheritdoc/>
    public override string ToString() => Parts.Count == 0
        ? $"{nameof(Mixed)}({string.Join(", ", _wanted)})"
        : $"{nameof(Mixed)}({string.Join(", ", Parts)})";

    internal override Tensor PixelLosses(Tensor decoded, Tensor x) =>   // -> [B, D]
        PerRun(run => run.Kind switch
        {
            SlotKind.Number => Distance(run, decoded, x).add(Normalizer(run, decoded, x), Scalars.One),
            SlotKind.Flag => FlagLosses(Of(run, decoded), Of(run, x)),
            _ => CategoryLosses(Of(run, decoded), Of(run, x)),
        });

    private Tensor PerRun(Func<SlotPart, Tensor> function) =>
        _runs.Length == 1 ? function(_runs[0]) : cat([.. _runs.Select(function)], 1);

    private static Tensor Of(SlotPart run, Tensor values) => values.narrow(1, run.Start, run.Length);   // [B, L]

    /// <summary>(x − m)² / 2σ².</summary>
    private static Tensor Distance(SlotPart run, Tensor decoded, Tensor x)   // -> [B, L]
    {
        Tensor error = Of(run, x) - Of(run, decoded);   // [B, L]
        return (error * error * LogVariance(run, decoded, x).neg().exp()).mul(_half);
    }

    /// <summary>log σ + ½ log 2π.</summary>
    private static Tensor Normalizer(SlotPart run, Tensor decoded, Tensor x) =>   // -> [B, L]
        LogVariance(run, decoded, x).mul(_half).add(_halfLogTwoPiScalar, Scalars.One);

    private static Tensor LogVariance(SlotPart run, Tensor decoded, Tensor like)   // -> [B, L]
    {
        if (run.StandardDeviation is not { } deviation)
            return LogVarianceBound.Apply(decoded.narrow(1, like.size(1) + run.Start, run.Length).mul(_gain), _lowest, _highest);
        using Scalar logVariance = 2 * Math.Log(deviation);
        return full_like(Of(run, like), logVariance);
    }

    private static Tensor FlagLosses(Tensor l, Tensor x) =>   // [B, L] -> [B, L], log(1 + exp l) − x l
        l.logaddexp(zeros(1, l.dtype, l.device)).addcmul(x, l, _minusOne);

    /// <summary>−log p of the slot that is 1; where none is, −log p of that, divided equally among the slots.</summary>
    private static Tensor CategoryLosses(Tensor l, Tensor x)   // [B, L] -> [B, L]
    {
        Tensor logPartition = LogPartition(l);                                 // [B, 1]
        using Scalar share = 1.0 / x.size(1);
        Tensor none = x.sum(1, keepdim: true).neg().add(Scalars.One, Scalars.One).mul(share);   // [B, 1]
        return (logPartition - l).mul(x).add(logPartition * none, Scalars.One);
    }

    /// <summary>log(1 + Σ exp l).</summary>
    private static Tensor LogPartition(Tensor l) =>   // [B, L] -> [B, 1]
        l.logsumexp(1, keepdim: true).logaddexp(zeros(1, l.dtype, l.device));

    private static Tensor DrawCategory(Tensor l, Tensor noise)   // [B, L],[B, 1] -> [B, L]
    {
        using Scalar last = l.size(1) - 1;
        Tensor below = l.softmax(1).cumsum(1).lt(special.ndtr(noise));           // [B, L]
        Tensor index = below.sum(1, keepdim: true).clamp_max(last);              // [B, 1]
        return zeros_like(l).scatter_(1, index, ones_like(l));
    }

    /// <summary>Numbers of one σ, and flags, are computed together where they are neighbors.</summary>
    private static List<SlotPart> Merge(IReadOnlyList<SlotPart> parts)
    {
        List<SlotPart> runs = [];
        foreach (SlotPart part in parts)
        {
            if (part.Kind != SlotKind.Category && runs.Count > 0 && runs[^1] is var last && last.Kind == part.Kind
                && last.StandardDeviation == part.StandardDeviation)
                runs[^1] = last with { Length = last.Length + part.Length };
            else
                runs.Add(part);
        }
        return runs;
    }
}
