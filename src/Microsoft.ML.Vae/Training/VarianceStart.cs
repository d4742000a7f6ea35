using System.Runtime.InteropServices;
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
    private const int MostPixels = 1 << 16;

    /// <summary>Sets the bias of the log-variance of a network with fresh weights; a custom network's is its own.</summary>
    /// <param name="model">The model.</param>
    /// <param name="source">The training rows.</param>
    /// <param name="inMemory">The same in memory, from all over which rows are taken; null: the first are read.</param>
    public static void Apply(VaeModel model, RowSource source, RowBuffer? inMemory)
    {
        if (model.Likelihood.PixelVariance is not (PixelVariance.Global or PixelVariance.PerPixel)
            || model.Network.Decoder is not Decoder decoder)
            return;
        double variance = Measure(model.Input, source, inMemory);
        if (variance > 0 && double.IsFinite(variance))
            decoder.StartLogVariance(model.Likelihood.BoundLogVariance(Math.Log(variance)));
    }

    private static double Measure(PixelColumn column, RowSource source, RowBuffer? inMemory)
    {
        var moments = new PixelMoments(column, stride: (column.Size - 1) / MostPixels + 1);
        if (inMemory is not null)
        {
            int stride = (inMemory.Count - 1) / MostRows + 1;
            for (int i = 0; i < inMemory.Count; i += stride)
                moments.Add(inMemory[i]);
            return moments.MeanVariance;
        }
        using IRowPass pass = source.Open();
        byte[] row = new byte[source.RowBytes];
        for (int i = 0; i < MostRows && pass.TryRead(row); i++)
            moments.Add(row);
        return moments.MeanVariance;
    }

    /// <summary>Mean and variance of some of the pixels, in scaled units.</summary>
    private sealed class PixelMoments(PixelColumn column, int stride)
    {
        private readonly double[] _sums = new double[(column.Size - 1) / stride + 1];
        private readonly double[] _squares = new double[(column.Size - 1) / stride + 1];
        private int _rows;

        /// <summary>The mean of the pixels' variances.</summary>
        public double MeanVariance =>
            _sums.Zip(_squares, (sum, square) => (square - sum * sum / _rows) / _rows).Average();

        public void Add(ReadOnlySpan<byte> row)
        {
            bool isByte = column.ElementType == ScalarType.Byte;
            ReadOnlySpan<float> numbers = isByte ? [] : MemoryMarshal.Cast<byte, float>(row[..column.PixelBytes]);
            for (int i = 0; i < _sums.Length; i++)
            {
                double stored = isByte ? row[i * stride] : numbers[i * stride];
                double pixel = (stored - column.Scaling.Offset) * column.Scaling.Scale;
                _sums[i] += pixel;
                _squares[i] += pixel * pixel;
            }
            _rows++;
        }
    }
}
