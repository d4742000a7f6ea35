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
    public static void Apply(VaeModel model, RowSource source, IRowStore? kept)
    {
        if (model.Likelihood.PixelVariance is not (PixelVariance.Global or PixelVariance.PerPixel)
            || model.Network.Decoder is not Decoder decoder)
            return;
        double variance = Measure(model.Input, source, kept);
        if (variance > 0 && double.IsFinite(variance))
            decoder.StartLogVariance(model.Likelihood.BoundLogVariance(Math.Log(variance)));
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
