using static Microsoft.ML.Transforms.Image.ImagePixelExtractingEstimator;

namespace Microsoft.ML.Transforms.Image;

/// <summary>The place of each colour among those of a pixel that count, -1 for the others.</summary>
internal readonly record struct ColorPlaces(int Alpha, int Red, int Green, int Blue)
{
    public static ColorPlaces Of(ColorsOrder order, ColorBits colors)
    {
        var letters = string.Concat(order.ToString().Where(letter => colors.HasFlag(BitOf(letter))));
        return new ColorPlaces(letters.IndexOf('A'), letters.IndexOf('R'), letters.IndexOf('G'), letters.IndexOf('B'));
    }

    public static byte Count(ColorBits colors) => (byte)int.PopCount((int)(colors & ColorBits.All));

    private static ColorBits BitOf(char letter) => letter switch
    {
        'A' => ColorBits.Alpha,
        'R' => ColorBits.Red,
        'G' => ColorBits.Green,
        _ => ColorBits.Blue,
    };
}
