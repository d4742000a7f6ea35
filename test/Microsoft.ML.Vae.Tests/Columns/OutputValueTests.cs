using Microsoft.ML.Data;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Randomness;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>Every column against plain C# doubles, over more than one forward pass.</summary>
public class OutputValueTests
{
    private const int Rows = 300;

    [Fact]
    public void LatentLogVariance_EveryRow_IsTheEncodersSecondOutput()
    {
        using TinyModel model = AllColumns.Create();
        var reference = new ReferenceVae(model.Network);

        Check(model, AllColumns.LogVariance, row => reference.Encode(Pixels(row)).LogVariance);
    }

    [Fact]
    public void LatentSample_EveryRow_IsMeanPlusSigmaTimesTheRowsNoise()
    {
        using TinyModel model = AllColumns.Create();
        var reference = new ReferenceVae(model.Network);

        Check(model, AllColumns.LatentSample, row =>
        {
            (double[] mean, double[] logVariance) = reference.Encode(Pixels(row));
            double[] noise = Noise(OutputKinds.LatentSample, row);
            return [.. mean.Select((mu, i) => mu + Math.Exp(logVariance[i] / 2) * noise[i])];
        });
    }

    [Fact]
    public void Sample_EveryRow_IsThePictureOfTheRowsPriorDraw()
    {
        using TinyModel model = AllColumns.Create();
        var reference = new ReferenceVae(model.Network);

        Check(model, AllColumns.Sample, row => Array.ConvertAll(reference.Decode(Noise(OutputKinds.Sample, row)), Sigmoid));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Score_EveryRow_IsTheNegativeElboAtTheMeanInNats(bool gaussian)
    {
        using TinyModel model = AllColumns.Create(likelihood: gaussian ? Likelihood.Gaussian(0.5) : Likelihood.Bernoulli);
        var reference = new ReferenceVae(model.Network);

        float[] scores = [.. model.Transformer.Transform(Pictures.View(Rows)).Values<float>(AllColumns.Score)];

        scores.ShouldBeCloseTo([.. Enumerable.Range(0, Rows).Select(row => NegativeElbo(reference, Pixels(row), gaussian))], "scores");
    }

    [Fact]
    public void PredictedLabel_EveryRow_IsWhetherTheScoreIsAboveTheThreshold()
    {
        using TinyModel probe = AllColumns.Create();
        List<float> scores = probe.Transformer.Transform(Pictures.View(Rows)).Values<float>(AllColumns.Score);
        float threshold = scores.Order().ElementAt(200);   // one row's own score, which is not above it

        using TinyModel model = AllColumns.Create(threshold);
        List<bool> labels = model.Transformer.Transform(Pictures.View(Rows)).Values<bool>(AllColumns.PredictedLabel);

        model.Transformer.ScoreThreshold.ShouldBe(threshold);
        labels.ShouldBe(scores.Select(score => score > threshold));
        labels.Count(isAnomaly => isAnomaly).ShouldBe(99);
    }

    [Fact]
    public void Pictures_OfABytesColumn_AreInTheColumnsUnits()
    {
        using TinyModel model = AllColumns.Create(type: torch.ScalarType.Byte);
        var reference = new ReferenceVae(model.Network);
        ScriptedView data = new ScriptedView(Rows).AddVector(
            TinyModel.Input, NumberDataViewType.Byte, TinyModel.Size, row => Pictures.Dense(Pictures.Bytes(row)));

        Check(model, TinyModel.Reconstruction, row => Array.ConvertAll(reference.Decode(reference.Encode(Pixels(row)).Mean), Grey), data);
        Check(model, AllColumns.Sample, row => Array.ConvertAll(reference.Decode(Noise(OutputKinds.Sample, row)), Grey), data);
    }

    [Fact]
    public void AllColumns_OneCursor_GivesWhatOneColumnAtATimeGives()
    {
        using TinyModel model = AllColumns.Create();
        IDataView view = model.Transformer.Transform(Pictures.View(Rows));
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        string[] vectors = [.. AllColumns.InOrder[..^2]];
        ValueGetter<VBuffer<float>>[] getters = [.. vectors.Select(name => cursor.GetGetter<VBuffer<float>>(view.Schema[name]))];
        ValueGetter<float> score = cursor.GetGetter<float>(view.Schema[AllColumns.Score]);
        ValueGetter<bool> label = cursor.GetGetter<bool>(view.Schema[AllColumns.PredictedLabel]);
        float[][][] alone = [.. vectors.Select(view.Vectors)];
        List<float> scores = view.Values<float>(AllColumns.Score);
        List<bool> labels = view.Values<bool>(AllColumns.PredictedLabel);

        for (int row = 0; cursor.MoveNext(); row++)
        {
            for (int i = 0; i < vectors.Length; i++)
                getters[i].Value().DenseValues().ShouldBe(alone[i][row], $"{vectors[i]}, row {row}");
            score.Value().ShouldBe(scores[row]);
            label.Value().ShouldBe(labels[row]);
        }
    }

    private static void Check(TinyModel model, string column, Func<int, double[]> expected, IDataView? data = null)
    {
        float[][] got = model.Transformer.Transform(data ?? Pictures.View(Rows)).Vectors(column);
        got.Length.ShouldBe(Rows);
        for (int row = 0; row < Rows; row++)
            got[row].ShouldBeCloseTo(expected(row), $"{column}, row {row}");
    }

    /// <summary>The noise of a row of <see cref="ScriptedView"/>, whose ids are (row, 7).</summary>
    private static double[] Noise(OutputKinds purpose, int row)
    {
        var noise = new float[TinyModel.Latent];
        RowNoise.Fill(noise, TinyModel.SampleSeed, (int)purpose, new DataViewRowId((ulong)row, 7));
        return Array.ConvertAll(noise, value => (double)value);
    }

    private static double NegativeElbo(ReferenceVae reference, double[] x, bool gaussian)
    {
        double[] decoded = reference.Decode(reference.Encode(x).Mean);
        double loss = gaussian ? ReferenceLoss.Gaussian(decoded, x, 0.5) : ReferenceLoss.Bernoulli(decoded, x);
        return loss + reference.KlDivergence(x);
    }

    private static double[] Pixels(int row) => Array.ConvertAll(Pictures.Floats(row), value => (double)value);

    private static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    private static double Grey(double logit) => 255 * Sigmoid(logit);
}
