namespace Microsoft.ML.Vae.Scores;

/// <summary>
/// How many nats a lossless code takes for a row at 256 levels: each level is predicted from its neighbors by the median edge detector of
/// JPEG-LS (Weinberger, Seroussi and Sapiro, 2000), and the residuals modulo 256 are coded one after another by an adaptive arithmetic code
/// that begins with a count of 1/256 for each of them (Perks, 1947). The same on every machine, unlike what a compression library writes.
/// </summary>
internal sealed class CodeLength(float lowest, float highest, ImageLayout? layout)
{
    private const int Levels = 256;
    private const double Prior = 1.0 / Levels;   // the count of each residual before any

    private readonly int[] _levels = new int[layout?.Width * layout?.Height ?? 0];
    private readonly double[] _counts = new double[Levels];
    private double _total;

    /// <summary>The nats of each slot of a row; 0 where it is missing.</summary>
    public void Measure(ReadOnlySpan<float> row, Span<float> nats)
    {
        Array.Fill(_counts, Prior);
        _total = Levels * Prior;
        if (layout is null)
        {
            for (int i = 0; i < row.Length; i++)
                nats[i] = float.IsNaN(row[i]) ? 0 : Code(Level(row[i]));
            return;
        }
        int pixels = layout.Height * layout.Width;
        (int channelStep, int pixelStep) = layout.InterleavePixelColors ? (1, layout.Channels) : (pixels, 1);
        for (int channel = 0; channel < layout.Channels; channel++)
        {
            for (int pixel = 0, i = channel * channelStep; pixel < pixels; pixel++, i += pixelStep)
            {
                int predicted = Predict(pixel, layout.Width);
                bool isMissing = float.IsNaN(row[i]);
                _levels[pixel] = isMissing ? predicted : Level(row[i]);
                nats[i] = isMissing ? 0 : Code(_levels[pixel] - predicted);
            }
        }
    }

    private int Level(float value)
    {
        float range = highest - lowest;
        return range > 0 ? (int)Math.Clamp(MathF.Round((value - lowest) / range * (Levels - 1)), 0, Levels - 1) : 0;
    }

    private int Predict(int pixel, int width)
    {
        bool hasLeft = pixel % width > 0, hasUpper = pixel >= width;
        if (!hasLeft || !hasUpper)
            return hasLeft ? _levels[pixel - 1] : hasUpper ? _levels[pixel - width] : 0;
        (int left, int upper, int corner) = (_levels[pixel - 1], _levels[pixel - width], _levels[pixel - width - 1]);
        return corner >= Math.Max(left, upper) ? Math.Min(left, upper)
            : corner <= Math.Min(left, upper) ? Math.Max(left, upper)
            : left + upper - corner;
    }

    private float Code(int residual)
    {
        ref double count = ref _counts[residual & (Levels - 1)];
        double nats = Math.Log(_total / count);
        count++;
        _total++;
        return (float)nats;
    }
}
