using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Training;

/// <summary>
/// Lets a trained variance of pixels start from that of the data around its mean, the residual of a decoder that has learned no more. Adam
/// changes log σ² by about the learning rate per step, so from σ = 1 a short fit would not arrive.
/// </summary>
internal static class VarianceStart
{
    private const int MostRows = 1024;

    /// <summary>Sets the bias of the log-variance of a network with fresh weights; a custom network's is its own.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">The training rows.</param>
    /// <param name="kept">The same where they are kept, from all over which rows are taken; null: the first are read.</param>
    /// <param name="ranks">The processes of which each has some of the rows; null: there is one.</param>
    public static void Apply(VaeModel model, RowSource source, IRowStore? kept, RankGroup? ranks)
    {
        if (model.Likelihood.PixelVariance is not (PixelVariance.Global or PixelVariance.PerPixel)
            || model.Network.Decoder is not Decoder decoder)
            return;
        double variance = ranks.Together(() => Measure(model.Input, source, kept));
        if (ranks is not null)
            variance = Average(ranks, variance);
        if (variance > 0 && double.IsFinite(variance))
            decoder.StartLogVariance(model.Likelihood.BoundLogVariance(Math.Log(variance)));
    }

    private static double Average(RankGroup ranks, double variance)
    {
        Span<double> sums = double.IsFinite(variance) && variance > 0 ? [variance, 1] : [0, 0];   // a rank may have no rows
        ranks.Sum(sums);
        return sums[0] / sums[1];
    }

    private static double Measure(PixelColumn column, RowSource source, IRowStore? kept)
    {
        if (kept is { Count: > 0 })
            return PixelMoments.Of(column, kept, MostRows).MeanVariance;
        var moments = new PixelMoments(column);
        using IRowPass pass = source.Open();
        byte[] row = new byte[source.RowBytes];
        for (int i = 0; i < MostRows && pass.TryRead(row); i++)
            moments.Add(row);
        return moments.MeanVariance;
    }
}
