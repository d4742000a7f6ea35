namespace Microsoft.ML.Vae.Tests.Networks;

/// <summary>An image of planes in plain C# doubles, and what the layers of an image network make of it, from their definitions.</summary>
internal sealed class ReferenceImage(int channels, int height, int width, double[] values)
{
    private const double Epsilon = 1e-5;   // that of PyTorch's normalizations

    public int Channels => channels;

    public int Height => height;

    public int Width => width;

    public double[] Values => values;

    /// <summary>A number, 0 beyond the border.</summary>
    public double this[int channel, int y, int x] =>
        y >= 0 && y < height && x >= 0 && x < width ? values[(channel * height + y) * width + x] : 0;

    public static ReferenceImage Of(int channels, int height, int width, Func<int, int, int, double> value)
    {
        var values = new double[channels * height * width];
        for (int i = 0; i < values.Length; i++)
            values[i] = value(i / (height * width), i / width % height, i % width);
        return new ReferenceImage(channels, height, width, values);
    }

    /// <summary>Numbers in [-1, 1), as single precision holds them.</summary>
    public static ReferenceImage Random(int channels, int height, int width, int seed)
    {
        var random = new Random(seed);
        return Of(channels, height, width, (_, _, _) => (float)(2 * random.NextDouble() - 1));
    }

    public static ReferenceImage OfRow(double[] row, ImageLayout layout) => Of(layout.Channels, layout.Height, layout.Width, (channel, y, x) =>
        row[layout.InterleavePixelColors ? (y * layout.Width + x) * layout.Channels + channel : (channel * layout.Height + y) * layout.Width + x]);

    public double[] ToRow(bool interleaved)
    {
        if (!interleaved)
            return values;
        var row = new double[values.Length];
        for (int i = 0; i < row.Length; i++)
            row[i] = this[i % channels, i / channels / width, i / channels % width];
        return row;
    }

    public Tensor ToTensor() => TensorValues.Matrix([values]).reshape(1, channels, height, width);

    public ReferenceImage Select(Func<double, double> function) => new(channels, height, width, Array.ConvertAll(values, value => function(value)));

    public ReferenceImage Plus(ReferenceImage other) => new(channels, height, width, [.. values.Zip(other.Values, (a, b) => a + b)]);

    /// <summary>A 3 × 3 convolution with a border of zeros: y[o, y, x] = b[o] + Σ w[o, i, k, l] x[i, s y + k − 1, s x + l − 1].</summary>
    public ReferenceImage Convolve(double[] weight, double[] bias, int stride) =>
        Of(bias.Length, (height + stride - 1) / stride, (width + stride - 1) / stride, (output, y, x) =>
        {
            double sum = bias[output];
            for (int i = 0; i < channels; i++)
            {
                for (int k = 0; k < 9; k++)
                    sum += weight[(output * channels + i) * 9 + k] * this[i, stride * y + k / 3 - 1, stride * x + k % 3 - 1];
            }
            return sum;
        });

    /// <summary>
    /// A 4 × 4 transposed convolution with stride 2 and padding 1: pixel (y, x) of the input is painted, times w[i, o, k, l], on pixel
    /// (2 y + k − 1, 2 x + l − 1) of the output. What falls beyond the size is lost.
    /// </summary>
    public ReferenceImage Enlarge(double[] weight, double[] bias, int newHeight, int newWidth)
    {
        var painted = new double[bias.Length * newHeight * newWidth];
        for (int i = 0; i < painted.Length; i++)
            painted[i] = bias[i / (newHeight * newWidth)];
        for (int i = 0; i < values.Length; i++)
        {
            (int input, int y, int x) = (i / (height * width), i / width % height, i % width);
            for (int k = 0; k < bias.Length * 16; k++)
            {
                (int output, int row, int column) = (k / 16, 2 * y + k / 4 % 4 - 1, 2 * x + k % 4 - 1);
                if (row >= 0 && row < newHeight && column >= 0 && column < newWidth)
                    painted[(output * newHeight + row) * newWidth + column] += values[i] * weight[input * bias.Length * 16 + k];
            }
        }
        return new ReferenceImage(bias.Length, newHeight, newWidth, painted);
    }

    /// <summary>Each group of neighbouring channels to mean 0 and variance 1, then each channel scaled and shifted.</summary>
    public ReferenceImage NormalizeGroups(int groups, double[] weight, double[] bias) => Of(channels, height, width, (channel, y, x) =>
    {
        int size = values.Length / groups;
        double[] group = values[(channel / (channels / groups) * size)..][..size];
        double mean = group.Average(), variance = group.Average(value => (value - mean) * (value - mean));
        return (this[channel, y, x] - mean) / Math.Sqrt(variance + Epsilon) * weight[channel] + bias[channel];
    });

    /// <summary>Each channel by a mean and a variance that are given, then scaled and shifted.</summary>
    public ReferenceImage NormalizeChannels(double[] mean, double[] variance, double[] weight, double[] bias) => Of(channels, height, width, (channel, y, x) =>
        (this[channel, y, x] - mean[channel]) / Math.Sqrt(variance[channel] + Epsilon) * weight[channel] + bias[channel]);
}
