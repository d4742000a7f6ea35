using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.PublicApi.Tests.Usage;

/// <summary>A picture as an application would declare it.</summary>
internal sealed class Digit
{
    public const int Size = 64;

    public string Name { get; set; } = "";

    [VectorType(Size)]
    public byte[] Pixels { get; set; } = [];

    /// <summary>Bright spots, one of four places each.</summary>
    public static Digit[] Some(int count)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, count).Select(i => new Digit { Name = $"digit {i}", Pixels = Spot(i % 4 * 16 + random.Next(8)) })];
    }

    private static byte[] Spot(int place) => [.. Enumerable.Range(0, Size).Select(i => (byte)Math.Max(0, 255 - 60 * Math.Abs(i - place)))];
}

internal sealed class Encoded
{
    public string Name { get; set; } = "";

    public float[] Latent { get; set; } = [];

    public float[] Again { get; set; } = [];
}

internal sealed class Clustered
{
    public uint PredictedLabel { get; set; }
}
