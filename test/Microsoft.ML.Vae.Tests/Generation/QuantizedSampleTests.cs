using Microsoft.ML.Vae.Tests.Networks;

namespace Microsoft.ML.Vae.Tests.Generation;

/// <summary>Draws from the prior of quantised codes: any of the codebook's vectors, one as likely as the other.</summary>
public class QuantizedSampleTests
{
    private const int Count = 4000;
    private const double MostByChance = 29.88;   // χ² of 7 degrees of freedom is above it once in 10,000 draws

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Sample_EveryRow_IsACodeOfVectorsAndItsPicture(int groups)
    {
        using TinyModel model = QuantizedColumns.Create(vectors: 8, groups);
        ReferenceCodebook codebook = ReferenceCodebook.Of(model.Network);
        var plain = new ReferenceVae(model.Network);
        IDataView view = model.Transformer.Sample(300, seed: 1);

        float[][] codes = view.Vectors(TinyModel.Mean), pictures = view.Vectors(AllColumns.Sample);

        for (int row = 0; row < 300; row++)
        {
            double[] code = Array.ConvertAll(codes[row], value => (double)value);
            code.ShouldBe(codebook.Quantize(code), $"row {row}");   // to the bit
            pictures[row].ShouldBeCloseTo(plain.BernoulliMean(code), $"row {row}");
        }
    }

    [Fact]
    public void Sample_ManyRows_TakesEveryVectorEquallyOften()
    {
        using TinyModel model = QuantizedColumns.Create(vectors: 8);
        ReferenceCodebook codebook = ReferenceCodebook.Of(model.Network);

        float[][] codes = model.Transformer.Sample(Count, seed: 3).Vectors(TinyModel.Mean);

        CodebookTests.ChiSquare(codes.Select(code => codebook.Nearest(Array.ConvertAll(code, value => (double)value))[0]), 8).ShouldBeLessThan(MostByChance);
    }

    [Fact]
    public void SampleColumn_ManyRows_TakesEveryVectorEquallyOften()
    {
        using TinyModel model = QuantizedColumns.Create(vectors: 8);
        var plain = new ReferenceVae(model.Network);
        double[][] pictures = [.. ReferenceCodebook.Of(model.Network).Vectors.Select(plain.BernoulliMean)];

        float[][] drawn = model.Transformer.Transform(TestImages.View(Count)).Vectors(AllColumns.Sample);

        int[] chosen = [.. drawn.Select(picture => Nearest(picture, pictures))];
        for (int row = 0; row < Count; row++)
            drawn[row].ShouldBeCloseTo(pictures[chosen[row]], $"row {row}");
        CodebookTests.ChiSquare(chosen, 8).ShouldBeLessThan(MostByChance);
    }

    [Fact]
    public void Sample_ReadAgain_IsTheSameAndAnotherSeedIsNot()
    {
        using TinyModel model = QuantizedColumns.Create(vectors: 8, groups: 3);
        IDataView view = model.Transformer.Sample(600, seed: 1);
        float[][] codes = view.Vectors(TinyModel.Mean);

        view.Vectors(TinyModel.Mean).ShouldBe(codes);
        model.Transformer.Sample(600, seed: 1).Vectors(TinyModel.Mean).ShouldBe(codes);
        model.Transformer.Sample(600, seed: 2).Vectors(TinyModel.Mean).ShouldNotBe(codes);
    }

    [Fact]
    public void InterpolateAndTraverse_CodesBetweenVectors_AreDecodedAsTheyAre()
    {
        using TinyModel model = QuantizedColumns.Create(vectors: 8);
        var plain = new ReferenceVae(model.Network);

        foreach (IDataView view in new[] { model.Transformer.Interpolate([0, 0, 0], [1, 2, 3], 5), model.Transformer.Traverse([1, 1, 1], 2) })
        {
            float[][] codes = view.Vectors(TinyModel.Mean), pictures = view.Vectors(TinyModel.Reconstruction);
            for (int step = 0; step < codes.Length; step++)
                pictures[step].ShouldBeCloseTo(plain.BernoulliMean(Array.ConvertAll(codes[step], value => (double)value)), $"step {step}");
        }
    }

    private static int Nearest(float[] picture, double[][] pictures) =>
        Enumerable.Range(0, pictures.Length).MinBy(k => ReferenceCodebook.SquaredDistance(Array.ConvertAll(picture, value => (double)value), pictures[k]));
}
