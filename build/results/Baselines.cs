namespace Microsoft.ML.Vae.Results;

/// <summary>Yardsticks that follow from the images alone.</summary>
internal static class Baselines
{
    /// <summary>What a decoder gives that knows each grey value: no cross-entropy is lower.</summary>
    public static Measurement PerfectReconstruction(Digits digits) => new()
    {
        NegativeElbo = digits.Test.Pixels().Sum(pixel => Entropy(pixel)) / digits.Test.Count,
        SquaredErrorPerPixel = 0,
    };

    /// <summary>What a decoder gives that ignores its code, as after posterior collapse: no constant image does better.</summary>
    public static Measurement MeanImage(Digits digits)
    {
        float[] pixels = digits.Test.Pixels();
        var mean = new double[DigitSet.PixelCount];
        for (int i = 0; i < pixels.Length; i++)
            mean[i % mean.Length] += (double)pixels[i] / digits.Test.Count;
        return new Measurement
        {
            NegativeElbo = mean.Sum(Entropy),
            SquaredErrorPerPixel = pixels.Select((pixel, i) => Math.Pow(pixel - mean[i % mean.Length], 2)).Average(),
            ActiveUnits = 0,
        };
    }

    /// <summary>The best linear code with as many dimensions as the models of the other rows.</summary>
    public static Measurement PrincipalComponents(Digits digits)
    {
        float[] train = digits.Train.Pixels();
        using var components = new PrincipalComponents(train, DigitSet.PixelCount, Settings.Shared.LatentDimension);
        (float[] codes, double error) = components.Project(digits.Test.Pixels());
        return new Measurement
        {
            SquaredErrorPerPixel = error,
            NeighbourAccuracy = digits.NeighbourAccuracy(components.Project(train).Codes, codes),
        };
    }

    /// <summary>No code at all.</summary>
    public static Measurement RawPixels(Digits digits) => new()
    {
        NeighbourAccuracy = digits.NeighbourAccuracy(digits.Train.Pixels(), digits.Test.Pixels()),
    };

    private static double Entropy(float probability) => Entropy((double)probability);

    private static double Entropy(double probability) => -XLogX(probability) - XLogX(1 - probability);

    private static double XLogX(double x) => x > 0 ? x * Math.Log(x) : 0;
}
