using Microsoft.ML.Data;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Columns;

public class BatchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(513)]
    public void Latents_AroundTheEdgesOfABatch_EqualThePlainComputation(int rows)
    {
        using TinyModel model = TinyModel.Create();
        var plain = new ReferenceVae(model.Network);

        float[][] latents = model.Transformer.Transform(TestImages.View(rows)).Vectors(TinyModel.Mean);

        latents.Length.ShouldBe(rows);
        for (int row = 0; row < rows; row++)
            latents[row].ShouldBeCloseTo(plain.MeanOf(TestImages.Floats(row)), $"row {row}");
    }

    [Fact]
    public void Reconstruction_UnderBernoulli_IsTheMeanDecodedFromTheMean()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        var plain = new ReferenceVae(model.Network);

        float[][] again = model.Transformer.Transform(TestImages.View(300)).Vectors(TinyModel.Reconstruction);

        for (int row = 0; row < 300; row++)
            again[row].ShouldBeCloseTo(plain.BernoulliMean(plain.MeanOf(TestImages.Floats(row))), $"row {row}");
    }

    [Fact]
    public void Reconstruction_UnderGaussianWithScaling_IsInTheUnitsOfTheInput()
    {
        var scaling = new PixelScaling(100f, 1f / 50f);
        using TinyModel model = TinyModel.Create(ScalarType.Byte, scaling, Likelihood.Gaussian(), reconstruction: TinyModel.Reconstruction);
        var plain = new ReferenceVae(model.Network);
        ScriptedView source = new ScriptedView(20).AddVector(
            TinyModel.Input, NumberDataViewType.Byte, TinyModel.Size, row => TestImages.Dense(TestImages.Bytes(row)));

        float[][] again = model.Transformer.Transform(source).Vectors(TinyModel.Reconstruction);

        for (int row = 0; row < 20; row++)
        {
            double[] z = plain.MeanOf([.. TestImages.Bytes(row).Select(grey => (grey - 100f) / 50f)]);
            again[row].ShouldBeCloseTo([.. plain.Decode(z).Select(x => x * 50 + 100)], $"row {row}");
        }
    }

    [Fact]
    public void Latents_ReadTwice_AreBitEqual()
    {
        using TinyModel model = TinyModel.Create();
        IDataView view = model.Transformer.Transform(TestImages.View(513));

        view.Vectors(TinyModel.Mean).ShouldBe(view.Vectors(TinyModel.Mean));
    }
}
