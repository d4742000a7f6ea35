using Microsoft.ML.Data;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Estimator;

public class RowCountTests
{
    [Theory]
    [Trait("case", "9")]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_NoRows_InvalidOperationThatNamesTheColumn(bool knowsRowCount)
    {
        ScriptedView data = TestImages.Describe(new ScriptedView(0) { KnowsRowCount = knowsRowCount });

        string message = Should.Throw<InvalidOperationException>(() => TestOptions.Tiny.Fit(data)).Message;

        message.ShouldContain("Column 'Pixels'");
        message.ShouldContain("no rows");
        data.OpenCursors.ShouldBe(0);
    }

    [Fact]
    [Trait("case", "9")]
    public void Evaluate_NoRows_InvalidOperationThatNamesTheColumn()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView data = TestImages.View(0);

        Should.Throw<InvalidOperationException>(() => model.Transformer.Evaluate(data)).Message.ShouldContain("Column 'Pixels'");

        data.OpenCursors.ShouldBe(0);
    }

    [Theory]
    [Trait("case", "10")]
    [Trait("trap", "14")]
    [InlineData(1, 32)]
    [InlineData(5, 32)]
    [InlineData(33, 32)]
    [InlineData(64, 32)]
    [InlineData(7, 1)]
    public void Fit_FewRowsOrASmallLastBatch_CountsEveryRowOnce(int rows, int batchSize)
    {
        var ends = new List<TrainingProgress>();
        VaeOptions options = TestOptions.Tiny with { BatchSize = batchSize, Epochs = 3, Progress = new EpochEnds(ends) };

        using VaeTransformer model = options.Fit(TestImages.View(rows));

        ends.Select(end => (end.Epoch, end.Rows, end.RowCount)).ShouldBe([(1, rows, rows), (2, rows, rows), (3, rows, rows)]);
        ends.ShouldAllBe(end => double.IsFinite(end.NegativeElbo));
        model.Latents(rows).ShouldAllBe(latent => latent.All(float.IsFinite));
        model.Evaluate(TestImages.View(rows)).RowCount.ShouldBe(rows);
    }

    [Fact]
    [Trait("case", "12")]
    public void Fit_IdenticalPictures_ConvergesWithoutLatents()
    {
        ScriptedView data = new ScriptedView(256).AddVector(TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, _ => TestImages.Dense(TestImages.Floats(1)));
        VaeOptions options = TestOptions.Tiny with { Epochs = 150, LearningRate = 0.02 };

        using VaeTransformer model = options.Fit(data);
        VaeMetrics metrics = model.Evaluate(data);

        metrics.KlDivergence.ShouldBeInRange(0, 0.05);
        metrics.ActiveUnits.ShouldBe(0);
        double floor = TestImages.Floats(1).Sum(Entropy);   // the smallest cross-entropy that grey pixels allow
        metrics.ReconstructionLoss.ShouldBeInRange(floor, floor + 0.05);
    }

    private static double Entropy(float p) => p is 0 or 1 ? 0 : -p * Math.Log(p) - (1 - p) * Math.Log(1 - p);

    private sealed class EpochEnds(List<TrainingProgress> ends) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.IsEpochEnd)
                ends.Add(value);
        }
    }
}
