using Microsoft.ML.Vae.Visuals.Drawing;

namespace Microsoft.ML.Vae.Visuals;

/// <summary>Pictures of one size that follow one another, again and again.</summary>
public sealed class Animation
{
    internal Animation(IReadOnlyList<Picture> frames, TimeSpan frameDuration, string alternativeText)
    {
        (Frames, FrameDuration, AlternativeText) = (frames, frameDuration, alternativeText);
    }

    /// <summary>The pictures.</summary>
    public IReadOnlyList<Picture> Frames { get; }

    /// <summary>How long each is shown.</summary>
    public TimeSpan FrameDuration { get; }

    /// <summary>Its width in pixels.</summary>
    public int Width => Frames[0].Width;

    /// <summary>Its height in pixels.</summary>
    public int Height => Frames[0].Height;

    /// <summary>What it shows, in a sentence, for readers who cannot see it.</summary>
    public string AlternativeText { get; }

    /// <summary>Writes it as a GIF file that repeats for ever, atomically.</summary>
    /// <param name="path">The path, in an existing folder.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveGif(string path) => Files.Write(path, ToGif());

    /// <summary>
    /// The bytes of a GIF file. All frames share 256 colours at most: their own if there are no more, else the ones nearest to them.
    /// </summary>
    public byte[] ToGif() => GifWriter.Write(Frames, FrameDuration);
}
