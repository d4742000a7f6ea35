using Microsoft.ML.Data;
using Microsoft.ML.Vae.Samples.Shared.Data;

namespace Microsoft.ML.Vae.Results;

/// <summary>Digits of which some pixels are missing at random, and how well they are filled in.</summary>
internal sealed class MissingDigits
{
    /// <summary>The share of the pixels that is missing.</summary>
    public const double Share = 0.3;

    private readonly float[] _whole;   // of the test images

    public MissingDigits(Digits digits)
    {
        Context = digits.Context;
        Train = Hide(digits.Train.Pixels(), seed: 1);
        _whole = digits.Test.Pixels();
        Test = Hide(_whole, seed: 2);
    }

    public MLContext Context { get; }

    /// <summary>The training images, scaled to 0..1, image after image; NaN where a pixel is missing.</summary>
    public float[] Train { get; }

    /// <summary>The test images.</summary>
    public float[] Test { get; }

    /// <summary>Images as a data view.</summary>
    public IDataView View(float[] pixels) =>
        Context.Data.LoadFromEnumerable(pixels.Chunk(DigitSet.PixelCount).Select(row => new Row { Pixels = row }).ToArray());

    /// <summary>What a model makes of the test images.</summary>
    public float[] Reconstruct(VaeTransformer model) =>
        ColumnReader.Vectors(model.Transform(View(Test)), model.ReconstructionColumnName!).Values;

    /// <summary>The mean squared error of the missing pixels of the test images.</summary>
    /// <param name="filled">The test images with all pixels.</param>
    public double SquaredError(float[] filled) =>
        Enumerable.Range(0, Test.Length).Where(i => float.IsNaN(Test[i])).Average(i => Math.Pow(filled[i] - _whole[i], 2));

    private static float[] Hide(float[] pixels, int seed)
    {
        var random = new Random(seed);
        return Array.ConvertAll(pixels, pixel => random.NextDouble() < Share ? float.NaN : pixel);
    }

    private sealed class Row
    {
        [VectorType(DigitSet.PixelCount)]
        public float[] Pixels { get; set; } = [];
    }
}
