namespace Microsoft.ML.Vae.Visuals.Drawing;

/// <summary>At most 256 colours for pictures, and which stands for each of their own.</summary>
internal sealed class ColorTable
{
    private const int Most = 256;
    private const int BytesPerPixel = 4;
    private const int KeptBits = 5;   // per channel, where there are too many colours

    private static readonly int[] _shifts = [16, 8, 0];   // of red, green and blue

    private readonly Dictionary<int, byte> _indices;
    private readonly bool _isExact;

    private ColorTable(IReadOnlyList<int> colors, Dictionary<int, byte> indices, bool isExact)
    {
        (_indices, _isExact) = (indices, isExact);
        Bits = 1;
        while (1 << Bits < colors.Count)
            Bits++;
        Rgb = new byte[3 << Bits];
        for (int i = 0; i < colors.Count; i++)
            (Rgb[3 * i], Rgb[3 * i + 1], Rgb[3 * i + 2]) = ((byte)(colors[i] >> 16), (byte)(colors[i] >> 8), (byte)colors[i]);
    }

    /// <summary>Bits of an index.</summary>
    public int Bits { get; }

    /// <summary>Red, green and blue of 2^<see cref="Bits"/> colours.</summary>
    public byte[] Rgb { get; }

    public static ColorTable Of(IReadOnlyList<Picture> pictures)
    {
        Dictionary<int, int> counts = Count(pictures, color => color);
        return counts.Count <= Most ? Exact([.. counts.Keys.Order()]) : Reduced(Count(pictures, Coarse));
    }

    /// <summary>The index of each pixel.</summary>
    public byte[] IndicesOf(Picture picture)
    {
        byte[] indices = new byte[picture.Width * picture.Height];
        for (int i = 0; i < indices.Length; i++)
        {
            int color = ColorAt(picture.Bgra, i);
            indices[i] = _indices[_isExact ? color : Coarse(color)];
        }
        return indices;
    }

    private static ColorTable Exact(int[] colors) =>
        new(colors, colors.Select((color, i) => (color, i)).ToDictionary(pair => pair.color, pair => (byte)pair.i), isExact: true);

    /// <summary>
    /// The mean colours of boxes, each the half of a larger one, cut at the median (Heckbert, "Color Image Quantization for Frame Buffer
    /// Display", 1982).
    /// </summary>
    private static ColorTable Reduced(Dictionary<int, int> counts)
    {
        List<int[]> boxes = [[.. counts.Keys]];
        while (boxes.Count < Most && boxes.Where(box => box.Length > 1).MaxBy(Spread) is { } largest)
        {
            boxes.Remove(largest);
            boxes.AddRange(Cut(largest, counts));
        }
        Dictionary<int, byte> indices = [];
        for (int i = 0; i < boxes.Count; i++)
        {
            foreach (int color in boxes[i])
                indices[color] = (byte)i;
        }
        return new ColorTable([.. boxes.Select(box => Mean(box, counts))], indices, isExact: false);

        long Spread(int[] box) => (long)Range(box, WidestChannel(box)) * box.Sum(color => (long)counts[color]);
    }

    private static IEnumerable<int[]> Cut(int[] box, Dictionary<int, int> counts)
    {
        int shift = WidestChannel(box);
        Array.Sort(box, (a, b) => (a >> shift & 0xFF).CompareTo(b >> shift & 0xFF));
        long half = box.Sum(color => (long)counts[color]) / 2, seen = 0;
        int cut = 1;
        for (int i = 0; i < box.Length - 1 && (seen += counts[box[i]]) <= half; i++)
            cut = i + 1;
        return [box[..cut], box[cut..]];
    }

    private static int WidestChannel(int[] box) => _shifts.MaxBy(shift => Range(box, shift));

    private static int Range(int[] box, int shift) => box.Max(color => color >> shift & 0xFF) - box.Min(color => color >> shift & 0xFF);

    private static int Mean(int[] box, Dictionary<int, int> counts)
    {
        long total = box.Sum(color => (long)counts[color]);
        return Channel(16) << 16 | Channel(8) << 8 | Channel(0);

        int Channel(int shift) => (int)(box.Sum(color => (long)(color >> shift & 0xFF) * counts[color]) / total);
    }

    private static Dictionary<int, int> Count(IReadOnlyList<Picture> pictures, Func<int, int> map)
    {
        Dictionary<int, int> counts = [];
        foreach (Picture picture in pictures)
        {
            for (int i = 0; i < picture.Width * picture.Height; i++)
            {
                int color = map(ColorAt(picture.Bgra, i));
                counts[color] = counts.GetValueOrDefault(color) + 1;
            }
        }
        return counts;
    }

    // The middle of the colours whose high bits are the same; black and white stay what they are.
    private static int Coarse(int color)
    {
        return Level(16) << 16 | Level(8) << 8 | Level(0);

        int Level(int shift) => (color >> shift + 8 - KeptBits & (1 << KeptBits) - 1) * 255 / ((1 << KeptBits) - 1);
    }

    private static int ColorAt(ReadOnlySpan<byte> bgra, int pixel)
    {
        ReadOnlySpan<byte> bytes = bgra.Slice(pixel * BytesPerPixel, BytesPerPixel);
        return bytes[2] << 16 | bytes[1] << 8 | bytes[0];
    }
}
