using Microsoft.ML.Vae.Visuals.Drawing;

namespace Microsoft.ML.Vae.Visuals;

/// <summary>A picture of pixels.</summary>
public sealed class Picture
{
    private readonly byte[] _bgra;

    internal Picture(int width, int height, byte[] bgra, string alternativeText)
    {
        (Width, Height, _bgra, AlternativeText) = (width, height, bgra, alternativeText);
    }

    /// <summary>Its width in pixels.</summary>
    public int Width { get; }

    /// <summary>Its height in pixels.</summary>
    public int Height { get; }

    /// <summary>What it shows, in a sentence, for readers who cannot see it.</summary>
    public string AlternativeText { get; }

    internal ReadOnlySpan<byte> Bgra => _bgra;

    /// <summary>Writes it as a PNG file, atomically: an older file of the name is replaced, or else left as it was.</summary>
    /// <param name="path">The path, in an existing folder.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SavePng(string path) => Files.Write(path, ToPng());

    /// <summary>The bytes of a PNG file.</summary>
    public byte[] ToPng() => PngWriter.Write(Width, Height, _bgra);
}
