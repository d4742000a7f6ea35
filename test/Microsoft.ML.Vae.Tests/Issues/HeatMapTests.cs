using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>A score alone does not say where in a row the anomaly is.</summary>
[Trait("case", "51")]
public class HeatMapTests
{
    public static TheoryData<string> Names => [.. AnomalyColumns.Scores.Where(score => score.Value.HasContributions).Select(score => score.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Contributions_OfEveryRow_AddUpToItsScore(string score)
    {
        foreach (Likelihood likelihood in new[] { Likelihood.Bernoulli, Likelihood.ContinuousBernoulli, Likelihood.Gaussian(0.3), Likelihood.GaussianWithLearnedVariance() })
        {
            using VaeTransformer model = AnomalyColumns.With(TestOptions.Tiny with { AnomalyScore = AnomalyColumns.Scores[score], Likelihood = likelihood }).Fit(TestImages.View(50));
            IDataView view = model.Transform(TestImages.View(50));

            List<float> scores = view.Values<float>(AnomalyColumns.Score);
            float[][] contributions = view.Vectors(AnomalyColumns.Contributions);

            for (int row = 0; row < scores.Count; row++)
                contributions[row].Sum(value => (double)value).ShouldBe(scores[row], 1e-4 * contributions[row].Sum(Math.Abs) + 1e-4, $"{likelihood}, row {row}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Contributions_OneSlotIsOff_IsTheLargest(string score)
    {
        using VaeTransformer model = AnomalyColumns.With(TestOptions.Tiny with { AnomalyScore = AnomalyColumns.Scores[score], Likelihood = Likelihood.Gaussian(0.3) }).Fit(TestImages.View(50));
        float[][] rows = [.. Enumerable.Range(0, 12).Select(slot => Changed(TestImages.Floats(slot), slot, 5))];

        float[][] contributions = model.Transform(PixelViews.OfSingles(new MLContext(), rows)).Vectors(AnomalyColumns.Contributions);

        contributions.Select(row => Array.IndexOf(row, row.Max())).ShouldBe(Enumerable.Range(0, 12));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void Contributions_AsImages_ShowWhereTheAnomalyIs(int channels, bool interleaved)
    {
        var layout = new ImageLayout(4, 5, channels) { InterleavePixelColors = interleaved };
        VaeOptions options = TestOptions.Tiny with { Image = layout, ImageOutput = ImageOutput.Image, ScoreContributionsColumnName = AnomalyColumns.Contributions };
        using VaeTransformer model = options.Fit(PixelViews.OfSingles(new MLContext(), LearnableImages.Singles(60, 20 * channels)));
        float[] row = LearnableImages.Singles(1, 20 * channels, seed: 2)[0];
        const int Pixel = 13;
        for (int channel = 0; channel < channels; channel++)
            row = Changed(row, interleaved ? Pixel * channels + channel : channel * 20 + Pixel, row[interleaved ? Pixel * channels + channel : channel * 20 + Pixel] > 0.5f ? 0 : 1);

        using MLImage map = model.Transform(PixelViews.OfSingles(new MLContext(), [row])).Values<MLImage>(AnomalyColumns.Contributions).Single();

        (map.Height, map.Width).ShouldBe((4, 5));
        byte[][] pixels = [.. map.Pixels.ToArray().Chunk(4)];
        pixels.ShouldAllBe(pixel => pixel[0] == pixel[1] && pixel[1] == pixel[2] && pixel[3] == 255);   // grey and opaque
        pixels.Max(pixel => pixel[0]).ShouldBe((byte)255);
        pixels[Pixel][0].ShouldBeGreaterThan((byte)127);
    }

    [Fact]
    public void Schema_ScoreColumns_AreAsPromised()
    {
        VaeEstimator estimator = new MLContext().Transforms.VariationalAutoencoder(AnomalyColumns.With(TestOptions.Tiny));
        ScriptedView data = TestImages.View(40);

        SchemaShape promised = estimator.GetOutputSchema(SchemaShapes.Of(data));
        using VaeTransformer model = estimator.Fit(data);
        DataViewSchema schema = model.GetOutputSchema(data.Schema);

        foreach (string name in new[] { AnomalyColumns.PValue, AnomalyColumns.Contributions })
        {
            SchemaShape.Column column = promised.Single(column => column.Name == name);
            column.ItemType.ShouldBe(NumberDataViewType.Single);
            column.Kind.ShouldBe(schema[name].Type is VectorDataViewType ? SchemaShape.Column.VectorKind.Vector : SchemaShape.Column.VectorKind.Scalar);
        }
        schema[AnomalyColumns.Contributions].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, TinyModel.Size));
    }

    private static float[] Changed(float[] row, int slot, float value)
    {
        float[] changed = [.. row];
        changed[slot] = value;
        return changed;
    }
}
