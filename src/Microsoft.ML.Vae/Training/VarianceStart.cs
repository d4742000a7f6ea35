using Microsoft.ML.Vae.Health;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Training;

/// <summary>
/// Lets a trained variance of pixels start from the residual of the data: what principal components leave, as many as there are latents,
/// or, of large rows, the variance around the mean. Adam changes log σ² by about the learning rate per step, so from σ = 1 a short fit
/// would not arrive.
/// </summary>
internal static class VarianceStart
{
    private const int MostRows = 1024;
    private const long MostBytes = 32 << 20;

    /// <summary>Sets the bias of the log-variance of a network with fresh weights; a custom network's is its own.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">The training rows.</param>
    /// <param name="inMemory">The same in memory, from all over which rows are taken; null: the first are read.</param>
    public static void Apply(VaeModel model, RowSource source, RowBuffer? inMemory)
    {
        if (model.Likelihood.PixelVariance is not (PixelVariance.Global or PixelVariance.PerPixel)
            || model.Network.Decoder is not Decoder decoder)
            return;
        double variance = Residual(model, Sample(source, inMemory));
        if (variance > 0 && double.IsFinite(variance))
            decoder.StartLogVariance(model.Likelihood.BoundLogVariance(Math.Log(variance)));
    }

    private static double Residual(VaeModel model, RowBuffer sample)
    {
        (PixelColumn column, int size, int components) = (model.Input, model.Input.Size, model.LatentDimension);
        if (sample.Count == 0)
            return 0;
        double variance = PixelMoments.Of(column, sample, MostRows).MeanVariance;
        // As many components as rows leave nothing, which says nothing.
        if (!double.IsFinite(variance) || size > PcaBaseline.MaximumSize || components >= size || 2 * components >= sample.Count)
            return variance;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor rows = cat([.. Enumerable.Range(0, sample.Count).Select(i => column.StoredPixels(sample[i], 1))]);   // [N, D]
        return Math.Min(variance, PcaBaseline.SquaredErrorPerPixel(column.Scale(rows), components));
    }

    private static RowBuffer Sample(RowSource source, RowBuffer? inMemory)
    {
        int most = (int)Math.Clamp(MostBytes / source.RowBytes, 1, MostRows);
        var sample = new RowBuffer(source.RowBytes);
        if (inMemory is not null)
        {
            int stride = (inMemory.Count - 1) / most + 1;
            for (int i = 0; i < inMemory.Count; i += stride)
                inMemory[i].CopyTo(sample.Append());
            return sample;
        }
        using IRowPass pass = source.Open();
        byte[] row = new byte[source.RowBytes];
        while (sample.Count < most && pass.TryRead(row))
            row.CopyTo(sample.Append());
        return sample;
    }
}
