using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>The variance of pixels around their mean over rows, in scaled units; of large rows, that of evenly spread pixels.</summary>
internal sealed class PixelMoments
{
    private const int MostPixels = 1 << 16;

    private readonly PixelColumn _column;
    private readonly int _stride;
    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly int[] _counts;

    public PixelMoments(PixelColumn column)
    {
        _column = column;
        _stride = (column.Size - 1) / MostPixels + 1;
        _sums = new double[(column.Size - 1) / _stride + 1];
        _squares = new double[_sums.Length];
        _counts = new int[_sums.Length];
    }

    /// <summary>The mean of the variances of pixels that were seen.</summary>
    public double MeanVariance => Enumerable.Range(0, _sums.Length).Where(i => _counts[i] > 0).Select(Variance).DefaultIfEmpty().Average();

    /// <summary>The moments of stored rows, taken from all over them.</summary>
    public static PixelMoments Of(PixelColumn column, IRowStore rows, int mostRows)
    {
        var moments = new PixelMoments(column);
        byte[] row = new byte[rows.RowBytes];
        int stride = (rows.Count - 1) / mostRows + 1;
        for (int i = 0; i < rows.Count; i += stride)
        {
            rows.Read(i, row);
            moments.Add(row);
        }
        return moments;
    }

    public void Add(ReadOnlySpan<byte> row)
    {
        bool isByte = _column.ElementType == ScalarType.Byte;
        ReadOnlySpan<float> numbers = isByte ? [] : MemoryMarshal.Cast<byte, float>(row[.._column.PixelBytes]);
        for (int i = 0; i < _sums.Length; i++)
        {
            double stored = isByte ? row[i * _stride] : numbers[i * _stride];
            double pixel = (stored - _column.Scaling.Offset) * _column.Scaling.Scale;
            if (double.IsNaN(pixel))
                continue;
            _sums[i] += pixel;
            _squares[i] += pixel * pixel;
            _counts[i]++;
        }
    }

    private double Variance(int pixel) => (_squares[pixel] - _sums[pixel] * _sums[pixel] / _counts[pixel]) / _counts[pixel];
}
