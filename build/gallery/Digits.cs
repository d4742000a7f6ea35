using System.Globalization;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Samples.Digits.Drawing;

namespace Microsoft.ML.Vae.Gallery;

/// <summary>Generated digits as data views.</summary>
internal static class Digits
{
    public const int Normal = 3;

    private const int Seed = 1;

    public static (IDataView Train, IDataView Test) Generate(MLContext context, GallerySize size)
    {
        var generator = new DigitGenerator(Seed);
        return (View(context, generator, 0, size.TrainCount), View(context, generator, size.TrainCount, size.TestCount));
    }

    private static IDataView View(MLContext context, DigitGenerator generator, int first, int count)
    {
        (byte[] pixels, byte[] labels) = generator.Draw(first, count);
        return context.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(i => new Digit
        {
            Pixels = pixels.AsSpan(i * DigitGenerator.PixelCount, DigitGenerator.PixelCount).ToArray(),
            Label = labels[i].ToString(CultureInfo.InvariantCulture),
            IsOther = labels[i] != Normal,
        }));
    }

    private sealed class Digit
    {
        [VectorType(DigitGenerator.PixelCount)]
        public byte[] Pixels { get; set; } = [];

        public string Label { get; set; } = "";

        public bool IsOther { get; set; }
    }
}
