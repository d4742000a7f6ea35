using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(float* image, float* windows, int stride)
    {
        int run = Kernel * Channels;
        for (int i = 0; i < Rows * Kernel; i++)
        {
            int row = i / Kernel, y = row * Stride - Border + i % Kernel;
            float* line = windows + (long)row * Columns * stride + i % Kernel * run;
            bool isInside = (uint)y < (uint)Height;
            float* pixels = image + (long)y * RowStride;
            for (int left = -Border; left < Columns * Stride - Border; left += Stride, line += stride)
            {
                if (!isInside)
                    new Span<float>(line, run).Clear();
                else if (!IsDense || left < 0 || left + Kernel > Width)
                    CopyInside(pixels, left, line);
                else
                    Copy(pixels + (long)left * Channels, line, run);
            }
        }
    }

    /// <summary>Adds each window to the part of the image that it covers.</summary>
    /// <param name="windows">[<see cref="Count"/>, stride].</param>
    /// <param name="stride">At least <see cref="WindowSize"/>.</param>
    /// <param name="image">The image.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Scatter(float* windows, int stride, float* image)
    {
        int run = Kernel * Channels;
        for (int i = 0; i < Rows * Kernel; i++)
        {
            int row = i / Kernel, y = row * Stride - Border + i % Kernel;
            if ((uint)y >= (uint)Height)
                continue;
            float* line = windows + (long)row * Columns * stride + i % Kernel * run;
            float* pixels = image + (long)y * RowStride;
            for (int left = -Border; left < Columns * Stride - Border; left += Stride, line += stride)
            {
                if (!IsDense || left < 0 || left + Kernel > Width)
                    AddInside(line, left, pixels);
                else
                    Add(line, pixels + (long)left * Channels, run);
            }
        }
    }

    /// <summary>Copies a window's row, zeros where it is outside the image.</summary>
    private void CopyInside(float* pixels, int left, float* line)
    {
        for (int x = left; x < left + Kernel; x++, line += Channels)
        {
            float* pixel = pixels + (long)x * PixelStride;
            if ((uint)x >= (uint)Width)
                new Span<float>(line, Channels).Clear();
            else if (IsDense)
                Copy(pixel, line, Channels);
            else
            {
                for (int channel = 0; channel < Channels; channel++)
                    line[channel] = pixel[(long)channel * ChannelStride];
            }
        }
    }

    private void AddInside(float* line, int left, float* pixels)
    {
        for (int x = left; x < left + Kernel; x++, line += Channels)
        {
            if ((uint)x >= (uint)Width)
                continue;
            float* pixel = pixels + (long)x * PixelStride;
            if (IsDense)
            {
                Add(line, pixel, Channels);
                continue;
            }
            for (int channel = 0; channel < Channels; channel++)
                pixel[(long)channel * ChannelStride] += line[channel];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(float* from, float* to, int count)
    {
        int i = 0;
        for (; i + VectorMath.Width <= count; i += VectorMath.Width)
            Vector512.Load(from + i).Store(to + i);
        for (; i < count; i++)
            to[i] = from[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* from, float* to, int count)
    {
        int i = 0;
        for (; i + VectorMath.Width <= count; i += VectorMath.Width)
            (Vector512.Load(to + i) + Vector512.Load(from + i)).Store(to + i);
        for (; i < count; i++)
            to[i] += from[i];
    }
}
