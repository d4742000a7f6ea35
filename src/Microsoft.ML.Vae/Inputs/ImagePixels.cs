namespace Microsoft.ML.Vae.Inputs;

/// <summary>Moves pixels between an image, four bytes each, and a row of bytes in a model's own layout.</summary>
internal static class ImagePixels
{
    private const int BytesPerPixel = 4;
    private const int Alpha = 3;   // its place in either format
    private const byte Opaque = 255;

    /// <summary>Copies an image of the layout's height and width.</summary>
    public static void Read(ReadOnlySpan<byte> image, MLPixelFormat format, ImageLayout layout, Span<byte> row)
    {
        if (layout.Channels == 1)
        {
            ReadGrey(image, format, row);
            return;
        }
        int[] places = Places(layout, format);
        (int channelStep, int pixelStep) = Steps(layout);
        for (int channel = 0; channel < places.Length; channel++)
        {
            for (int i = 0, target = channel * channelStep; i < image.Length; i += BytesPerPixel, target += pixelStep)
                row[target] = image[i + places[channel]];
        }
    }

    /// <summary>The image of a row: grey is spread over the colours, and what has no alpha is opaque.</summary>
    public static MLImage Write(ReadOnlySpan<byte> row, ImageLayout layout) =>
        MLImage.CreateFromPixels(layout.Width, layout.Height, MLPixelFormat.Bgra32, ToBgra(row, layout));

    /// <summary>Blue, green, red and alpha of each pixel of a row's image.</summary>
    public static byte[] ToBgra(ReadOnlySpan<byte> row, ImageLayout layout)
    {
        var image = new byte[layout.Height * layout.Width * BytesPerPixel];
        int[] places = Places(layout, MLPixelFormat.Bgra32);
        (int channelStep, int pixelStep) = Steps(layout);
        image.AsSpan().Fill(Opaque);
        for (int place = 0; place < places.Length; place++)
        {
            int channel = layout.Channels == 1 ? 0 : place;
            for (int i = 0, source = channel * channelStep; i < image.Length; i += BytesPerPixel, source += pixelStep)
                image[i + places[place]] = row[source];
        }
        return image;
    }

    /// <summary>The bytes of numbers between those of black and white.</summary>
    public static void Quantize(ReadOnlySpan<float> values, (float Black, float White) range, Span<byte> row)
    {
        float scale = byte.MaxValue / (range.White - range.Black);
        for (int i = 0; i < values.Length; i++)
            row[i] = (byte)Math.Clamp(MathF.Round((values[i] - range.Black) * scale), byte.MinValue, byte.MaxValue);
    }

    // The weights of ML.NET's ConvertToGrayscale.
    private static void ReadGrey(ReadOnlySpan<byte> image, MLPixelFormat format, Span<byte> row)
    {
        (int red, int blue) = RedAndBlue(format);
        for (int i = 0; i < row.Length; i++)
        {
            ReadOnlySpan<byte> pixel = image.Slice(i * BytesPerPixel, BytesPerPixel);
            row[i] = (byte)(0.3f * pixel[red] + 0.59f * pixel[1] + 0.11f * pixel[blue] + 0.5f);
        }
    }

    /// <summary>Where in an image's pixel each channel stands; for grey, where its three copies go.</summary>
    private static int[] Places(ImageLayout layout, MLPixelFormat format)
    {
        (int red, int blue) = RedAndBlue(format);
        IEnumerable<char> letters = layout.ColorOrder.ToString().Where(letter => layout.Channels == BytesPerPixel || letter != 'A');
        return [.. letters.Select(letter => letter switch
        {
            'A' => Alpha,
            'R' => red,
            'G' => 1,
            _ => blue,
        })];
    }

    private static (int Red, int Blue) RedAndBlue(MLPixelFormat format) => format == MLPixelFormat.Bgra32 ? (2, 0) : (0, 2);

    private static (int Channel, int Pixel) Steps(ImageLayout layout) =>
        layout.InterleavePixelColors ? (1, layout.Channels) : (layout.Height * layout.Width, 1);
}
