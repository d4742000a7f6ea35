using Microsoft.ML.Vae.Visuals.Drawing;
using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Tests.Drawing;

public sealed class GifWriterTests
{
    private static readonly TimeSpan _duration = TimeSpan.FromMilliseconds(70);

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 2, 2, 2)]
    [InlineData(64, 64, 3, 5)]
    [InlineData(257, 31, 2, 256)]    // a table that is full
    [InlineData(300, 200, 3, 200)]   // noise: more strings than there are codes, so that the table is cleared
    public void Write_OfFewColors_GivesTheSamePixelsBack(int width, int height, int frames, int colors)
    {
        Picture[] pictures = [.. Enumerable.Range(0, frames).Select(seed => Noise(width, height, seed, color => Grey(color % colors)))];

        IReadOnlyList<byte[]> decoded = Pixels.Frames(GifWriter.Write(pictures, _duration));

        decoded.Count.ShouldBe(frames);
        for (int i = 0; i < frames; i++)
            decoded[i].ShouldBe(pictures[i].Bgra.ToArray());
    }

    [Fact]
    public void Write_OfLongRuns_GivesTheSamePixelsBack()
    {
        byte[] stripes = [.. Enumerable.Range(0, 200 * 500).SelectMany(i => Grey(i / 7000 % 3 * 90))];
        var picture = new Picture(200, 500, stripes, "");

        Pixels.Frames(GifWriter.Write([picture], _duration))[0].ShouldBe(stripes);
    }

    [Fact]
    public void Write_OfMoreThan256Colors_StaysNearThem()
    {
        byte[] gradient = [.. Enumerable.Range(0, 128 * 128).SelectMany(i => new byte[] { (byte)(i % 128 * 2), (byte)(i / 128 * 2), 128, 255 })];
        var picture = new Picture(128, 128, gradient, "");

        byte[] decoded = Pixels.Frames(GifWriter.Write([picture], _duration))[0];

        // 256 boxes over a square of 256 x 256 levels are 16 levels wide.
        decoded.Zip(gradient, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThanOrEqualTo(20);
        decoded.Zip(gradient, (a, b) => (double)Math.Abs(a - b)).Average().ShouldBeLessThan(5);
    }

    [Fact]
    public void Write_OfFrames_SaysHowLongAndRepeats()
    {
        byte[] gif = GifWriter.Write([Noise(4, 4, 1, Grey), Noise(4, 4, 2, Grey)], _duration);

        using var stream = new MemoryStream(gif);
        using SKCodec codec = SKCodec.Create(stream);
        codec.FrameInfo.Select(frame => frame.Duration).ShouldBe([70, 70]);
        codec.RepetitionCount.ShouldBe(-1);
    }

    private static byte[] Grey(int level) => [(byte)level, (byte)level, (byte)level, 255];

    private static Picture Noise(int width, int height, int seed, Func<int, byte[]> color)
    {
        var random = new Random(seed);
        return new Picture(width, height, [.. Enumerable.Range(0, width * height).SelectMany(_ => color(random.Next(256)))], "");
    }
}
