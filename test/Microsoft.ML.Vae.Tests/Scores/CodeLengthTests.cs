using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Tests.Scores;

public class CodeLengthTests
{
    private const double Prior = 1.0 / 256;

    [Fact]
    public void Measure_RowWithoutALayout_IsTheAdaptiveCode()
    {
        float[] nats = new float[4];

        new CodeLength(0, 255, layout: null).Measure([7, 7, 9, 7], nats);

        nats.ShouldBe([.. new[] { 1 * 256, 2 / (1 + Prior), 3 * 256, 4 / (2 + Prior) }.Select(ratio => (float)Math.Log(ratio))]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Measure_SmoothImage_IsShorterThanItsShuffledPixels(bool interleaved)
    {
        var layout = new ImageLayout(12, 10, 2) { InterleavePixelColors = interleaved };
        float[] smooth = [.. Enumerable.Range(0, 240).Select(i => interleaved ? i / 2 % 10 + i / 20 : i % 10 + i / 10 % 12).Select(level => level * 3f)];
        float[] shuffled = [.. smooth];
        new Random(1).Shuffle(shuffled);

        Length(smooth, layout).ShouldBeLessThan(0.5f * Length(shuffled, layout));
    }

    [Fact]
    public void Measure_ConstantRow_IsShort() => Length(new float[120], new ImageLayout(12, 10, 1)).ShouldBeLessThan(20);

    [Fact]
    public void Measure_ValuesBeyondTheRange_CountAsItsEnds()
    {
        float[] within = [0, 1, 0, 1], beyond = [-5, 1e30f, float.MinValue, float.MaxValue];

        Length(beyond, layout: null).ShouldBe(Length(within, layout: null));
    }

    private static float Length(float[] row, ImageLayout? layout)
    {
        var nats = new float[row.Length];
        new CodeLength(0, layout is null ? 1 : 255, layout).Measure(row, nats);
        return nats.Sum();
    }
}
