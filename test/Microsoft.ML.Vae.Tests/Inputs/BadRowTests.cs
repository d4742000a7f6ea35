using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Inputs;

/// <summary>One row of many is wrong; training, evaluation, cursors and single predictions all say which.</summary>
public class BadRowTests
{
    private const int BadRow = 300;
    private const int Rows = 600;

    [Theory]
    [Trait("case", "8")]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(13)]
    public void EveryReader_RowOfAnotherLength_SaysBothSizes(int length) =>
        CheckEveryReader(Likelihood.Bernoulli, new float[length], $"Column 'Pixels', row 300: expected a vector of size 12, got size {length}.");

    [Theory]
    [Trait("case", "11")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    public void EveryReader_NotANumber_SaysRowAndSlot(float value, string text)
    {
        float[] row = TestImages.Floats(0);
        row[7] = value;

        CheckEveryReader(Likelihood.Gaussian(), row, $"Column 'Pixels', row 300, slot 7: got {text}, but the Gaussian(σ = 1) likelihood requires a finite number.");
        CheckEveryReader(Likelihood.Bernoulli, row, $"Column 'Pixels', row 300, slot 7: got {text}, but the Bernoulli likelihood requires a number in [0, 1].");
    }

    [Theory]
    [Trait("case", "13")]
    [Trait("trap", "8")]
    [InlineData(255f, "255")]
    [InlineData(1.0001f, "1.0001")]
    [InlineData(-1f, "-1")]
    public void EveryReader_PixelOutsideBernoullisRange_SaysTheRemedy(float value, string text)
    {
        float[] row = TestImages.Floats(0);
        row[0] = value;

        CheckEveryReader(Likelihood.Bernoulli, row, $"row 300, slot 0: got {text}, but the Bernoulli likelihood requires a number in [0, 1]. Fit with PixelScaling");
    }

    [Fact]
    [Trait("case", "13")]
    public void Fit_WholePicturesIn0To255_RefusedAtTheFirstRow()
    {
        ScriptedView data = new ScriptedView(5).AddVector(
            TinyModel.Input, NumberDataViewType.Single, 12, row => TestImages.Dense<float>([.. TestImages.Bytes(row).Select(grey => (float)(grey | 2))]));

        RowRefusal.Message(() => Fit(data, Likelihood.Bernoulli)).ShouldContain("row 0, slot 0");

        data.Cursors.Count.ShouldBe(1);
        data.OpenCursors.ShouldBe(0);
    }

    [Fact]
    [Trait("case", "13")]
    public void Fit_PixelsThatTheScalingMakesTooLarge_SaysBothValues()
    {
        ScriptedView data = new ScriptedView(5).AddVector(
            TinyModel.Input, NumberDataViewType.Byte, 12, row => TestImages.Dense<byte>([.. Enumerable.Repeat((byte)200, 12)]));

        RowRefusal.Message(() => Fit(data, Likelihood.Bernoulli, new PixelScaling(0, 0.01f)))
            .ShouldContain("slot 0: got 200 (2 after PixelScaling), but the Bernoulli likelihood requires a number in [0, 1].");
    }

    private static void CheckEveryReader(Likelihood likelihood, float[] badRow, string message)
    {
        ScriptedView data = new ScriptedView(Rows).AddVector(
            TinyModel.Input, NumberDataViewType.Single, 12, row => TestImages.Dense(row == BadRow ? badRow : TestImages.Floats(row)));
        using TinyModel model = TinyModel.Create(likelihood: likelihood);

        RowRefusal.Check(model, data, () => Fit(data, likelihood), message);
    }

    private static void Fit(IDataView data, Likelihood likelihood, PixelScaling? scaling = null)
    {
        using VaeTransformer model = new MLContext(1).Transforms.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = TinyModel.Mean,
            InputColumnName = TinyModel.Input,
            Network = Network.FullyConnected([4]),
            Epochs = 1,
            Likelihood = likelihood,
            PixelScaling = scaling,
        }).Fit(data);
    }
}
