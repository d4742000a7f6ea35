namespace Microsoft.ML.Vae.Kernels;

/// <summary>
/// Square windows that pass over an image with a border of zeros, one pixel wide on the left and above. What lies beyond the image on the
/// right and below is zero, too. A convolution is a product of windows and weights, a transposed one a product whose results are windows.
/// </summary>
/// <param name="Height">Of the image, H.</param>
/// <param name="Width">W.</param>
/// <param name="Channels">C.</param>
/// <param name="Kernel">The side of a window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Rows">Windows below one another.</param>
/// <param name="Columns">Windows beside one another.</param>
internal sealed unsafe record ImageGrid(int Height, int Width, int Channels, int Kernel, int Stride, int Rows, int Columns)
{
    private const int Border = 1;

    /// <summary>Numbers from a pixel to the one below it.</summary>
    public int RowStride { get; init; } = Width * Channels;

    /// <summary>Numbers from a pixel to the one beside it.</summary>
    public int PixelStride { get; init; } = Channels;

    /// <summary>Numbers from a channel of a pixel to the next.</summary>
    public int ChannelStride { get; init; } = 1;

    /// <summary>Windows in all.</summary>
    public int Count => Rows * Columns;

    /// <summary>Numbers per window: its rows one after another, each pixel by pixel, each channel by channel.</summary>
    public int WindowSize => Kernel * Kernel * Channels;

    /// <summary>Numbers per image.</summary>
    public int Size => Height * Width * Channels;

    private bool IsDense => ChannelStride == 1 && PixelStride == Channels;

    /// <summary>Copies each window.</summary>
    /// <param name="image">The image.</param>
    /// <param name="windows">[<see cref="Count"/>, stride].</param>
    /// <param name="stride">At least <see cref="WindowSize"/>; what lies between is left alone.</param>
    public void Gather(float* image, float* windows, int stride)
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++, windows += stride)
            {
                (int left, int first, int end) = Extent(column);
                float* line = windows;
                for (int y = row * Stride - Border; y < row * Stride - Border + Kernel; y++, line += Kernel * Channels)
                {
                    if ((uint)y >= (uint)Height || first >= end)
                    {
                        new Span<float>(line, Kernel * Channels).Clear();
                        continue;
                    }
                    new Span<float>(line, first * Channels).Clear();
                    new Span<float>(line + end * Channels, (Kernel - end) * Channels).Clear();
                    float* pixels = image + (long)y * RowStride + (long)(left + first) * PixelStride;
                    if (IsDense)
                        Copy(pixels, line + first * Channels, (end - first) * Channels);
                    else
                        CopyChannels(pixels, line + first * Channels, end - first);
                }
            }
        }
    }

    /// <summary>Adds each window to the part of the image that it covers.</summary>
    /// <param name="windows">[<see cref="Count"/>, stride].</param>
    /// <param name="stride">At least <see cref="WindowSize"/>.</param>
    /// <param name="image">The image.</param>
    public void Scatter(float* windows, int stride, float* image)
    {
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++, windows += stride)
            {
                (int left, int first, int end) = Extent(column);
                float* line = windows;
                for (int y = row * Stride - Border; y < row * Stride - Border + Kernel; y++, line += Kernel * Channels)
                {
                    if ((uint)y >= (uint)Height || first >= end)
                        continue;
                    float* pixels = image + (long)y * RowStride + (long)(left + first) * PixelStride;
                    if (IsDense)
                        Add(line + first * Channels, pixels, (end - first) * Channels);
                    else
                        AddChannels(line + first * Channels, pixels, end - first);
                }
            }
        }
    }

    /// <summary>The first pixel of a column of windows, and those of its pixels that the image has.</summary>
    private (int Left, int First, int End) Extent(int column)
    {
        int left = column * Stride - Border;
        return (left, Math.Max(0, -left), Math.Min(Kernel, Width - left));
    }

    private static void Copy(float* from, float* to, int count)
    {
        if (count >= VectorMath.Width)
        {
            new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));
            return;
        }
        for (int i = 0; i < count; i++)
            to[i] = from[i];
    }

    private static void Add(float* from, float* to, int count)
    {
        if (count % VectorMath.Width == 0)
        {
            VectorMath.Add(from, to, count);
            return;
        }
        for (int i = 0; i < count; i++)
            to[i] += from[i];
    }

    private void CopyChannels(float* pixels, float* line, int count)
    {
        for (int i = 0; i < count; i++, pixels += PixelStride)
        {
            for (int channel = 0; channel < Channels; channel++)
                *line++ = pixels[(long)channel * ChannelStride];
        }
    }

    private void AddChannels(float* line, float* pixels, int count)
    {
        for (int i = 0; i < count; i++, pixels += PixelStride)
        {
            for (int channel = 0; channel < Channels; channel++)
                pixels[(long)channel * ChannelStride] += *line++;
        }
    }
}
