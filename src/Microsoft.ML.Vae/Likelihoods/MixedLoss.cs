using System.Runtime.CompilerServices;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>The losses of <see cref="MixedLikelihood"/>, run by run.</summary>
/// <param name="runs">Slots of one kind, in their order.</param>
/// <param name="variance">Whether the output has a log-variance for each slot after the means.</param>
internal sealed unsafe class MixedLoss(IReadOnlyList<SlotPart> runs, PixelVariance variance) : RowLoss
{
    private static readonly double _logTwoPi = Math.Log(2 * Math.PI);

    public override float Differentiate(float* x, float* output, int size, float factor)
    {
        double sum = 0;
        foreach (SlotPart run in runs)
        {
            float* slots = output + run.Start, logVariances = slots + size;
            sum += run switch
            {
                { Kind: SlotKind.Flag } => Flags(x + run.Start, slots, run.Length, factor),
                { Kind: SlotKind.Category } => Category(x + run.Start, slots, run.Length, factor),
                { StandardDeviation: { } deviation } => Numbers(x + run.Start, slots, run.Length, deviation, factor),
                _ => Numbers(x + run.Start, slots, logVariances, run.Length, factor),
            };
            if (variance != PixelVariance.Fixed && !MixedLikelihood.IsLearned(run))
                new Span<float>(logVariances, run.Length).Clear();
        }
        return (float)sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Numbers(float* x, float* means, int count, double deviation, float factor)
    {
        double precision = 1 / (deviation * deviation), sum = 0;
        for (int i = 0; i < count; i++)
        {
            double error = (double)means[i] - x[i];
            sum += error * error;
            means[i] = (float)(error * precision * factor);
        }
        return 0.5 * sum * precision + count * (Math.Log(deviation) + 0.5 * _logTwoPi);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Numbers(float* x, float* means, float* logVariances, int count, float factor)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            (float logVariance, float slope) = LogVarianceBound.Apply(MixedLikelihood.VarianceGain * logVariances[i],
                (float)MixedLikelihood.LowestLogVariance, (float)MixedLikelihood.HighestLogVariance);
            float precision = MathF.Exp(-logVariance), error = means[i] - x[i], distance = error * error * precision;
            sum += distance + logVariance;
            means[i] = error * precision * factor;
            logVariances[i] = 0.5f * (1 - distance) * slope * MixedLikelihood.VarianceGain * factor;
        }
        return 0.5 * (sum + count * _logTwoPi);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Flags(float* x, float* logits, int count, float factor)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            float l = logits[i], tail = MathF.Exp(-MathF.Abs(l));
            sum += Math.Max(l, 0) + MathF.Log(1 + tail) - x[i] * l;
            logits[i] = ((l >= 0 ? 1 : tail) / (1 + tail) - x[i]) * factor;
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Category(float* x, float* logits, int count, float factor)
    {
        float largest = 0;   // the log-odds of none
        for (int i = 0; i < count; i++)
            largest = Math.Max(largest, logits[i]);
        double total = MathF.Exp(-largest), observed = 0;
        for (int i = 0; i < count; i++)
        {
            observed += x[i] * logits[i];
            logits[i] = MathF.Exp(logits[i] - largest);
            total += logits[i];
        }
        float scale = (float)(1 / total);
        for (int i = 0; i < count; i++)
            logits[i] = (logits[i] * scale - x[i]) * factor;
        return largest + Math.Log(total) - observed;
    }
}
