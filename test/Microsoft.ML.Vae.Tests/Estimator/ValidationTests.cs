using Microsoft.ML.Data;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Estimator;

public class ValidationTests
{
    private static readonly VaeOptions _options = TestOptions.Tiny with { Epochs = 3, LearningRate = 0.01 };

    [Fact]
    public void History_EachEpoch_HasTheLossesThatEvaluateFinds()
    {
        using VaeTransformer model = Fit(_options, TestImages.View(100), Others());

        model.History.Select(epoch => epoch.Epoch).ShouldBe([1, 2, 3]);
        for (int epochs = 1; epochs <= 3; epochs++)
        {
            using VaeTransformer then = Fit(_options with { Epochs = epochs }, TestImages.View(100), null);
            VaeMetrics metrics = then.Evaluate(Others(), sampleSeed: _options.Seed);
            TrainingEpoch epoch = model.History[epochs - 1];
            epoch.ValidationReconstructionLoss.ShouldBe(metrics.ReconstructionLoss);
            epoch.ValidationKlDivergence.ShouldBe(metrics.KlDivergence);
            epoch.ValidationNegativeElbo.ShouldBe(metrics.NegativeElbo);
        }
    }

    [Fact]
    public void Fit_WithValidation_TrainsAsWithout()
    {
        using VaeTransformer with = Fit(_options, TestImages.View(100), Others()), without = Fit(_options, TestImages.View(100), null);

        Weights.Of(with).ShouldBe(Weights.Of(without));
        with.History.Select(epoch => (epoch.Rows, epoch.NegativeElbo)).ShouldBe(without.History.Select(epoch => (epoch.Rows, epoch.NegativeElbo)));
        without.History.ShouldAllBe(epoch => epoch.ValidationNegativeElbo == null && epoch.ValidationReconstructionLoss == null && epoch.ValidationKlDivergence == null);
    }

    [Fact]
    [Trait("case", "23")]
    public void Fit_ValidationOfAnotherSize_SaysBothBeforeAnythingIsRead()
    {
        ScriptedView data = TestImages.View(10);
        ScriptedView validation = new ScriptedView(10).AddVector(
            TinyModel.Input, NumberDataViewType.Single, 13, row => TestImages.Dense(TestImages.Floats(row, 13)));

        string message = Should.Throw<ArgumentOutOfRangeException>(() => Fit(_options, data, validation)).Message;

        message.ShouldContain("Schema mismatch for input column 'Pixels'");
        message.ShouldContain("12");
        message.ShouldContain("13");
        data.Cursors.ShouldBeEmpty();
    }

    [Fact]
    [Trait("case", "23")]
    public void Fit_ValidationOfAnotherType_Refused()
    {
        ScriptedView validation = new ScriptedView(10).AddVector(TinyModel.Input, NumberDataViewType.Byte, 12, row => TestImages.Dense(TestImages.Bytes(row)));

        Should.Throw<ArgumentOutOfRangeException>(() => Fit(_options, TestImages.View(10), validation)).Message.ShouldContain("Schema mismatch for input column 'Pixels'");
    }

    [Fact]
    [Trait("case", "23")]
    public void Fit_ValidationWithoutTheColumn_NamesIt()
    {
        ScriptedView data = TestImages.View(10);
        ScriptedView validation = new ScriptedView(10).Add("Number", NumberDataViewType.Int32, row => row);

        Should.Throw<ArgumentOutOfRangeException>(() => Fit(_options, data, validation)).Message.ShouldContain("Could not find input column 'Pixels'");
        data.Cursors.ShouldBeEmpty();
    }

    [Theory]
    [Trait("case", "23")]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_EmptyValidation_NamesTheColumn(bool knowsRowCount)
    {
        ScriptedView data = TestImages.View(10);
        ScriptedView validation = TestImages.Describe(new ScriptedView(0) { KnowsRowCount = knowsRowCount });

        Should.Throw<InvalidOperationException>(() => Fit(_options, data, validation)).Message.ShouldContain("Column 'Pixels': the validation data has no rows");

        data.Cursors.Count.ShouldBe(knowsRowCount ? 0 : 1);   // an emptiness that is known costs no epoch
        data.OpenCursors.ShouldBe(0);
        validation.OpenCursors.ShouldBe(0);
    }

    [Fact]
    [Trait("case", "23")]
    public void Fit_BadValidationRow_SaysWhich()
    {
        ScriptedView validation = new ScriptedView(10).AddVector(
            TinyModel.Input, NumberDataViewType.Single, 12, row => TestImages.Dense(row == 7 ? [.. Enumerable.Repeat(255f, 12)] : TestImages.Floats(row)));

        Should.Throw<InvalidOperationException>(() => Fit(_options, TestImages.View(10), validation)).Message.ShouldContain("row 7, slot 0: got 255");
        validation.OpenCursors.ShouldBe(0);
    }

    /// <summary>A history with such a number could be saved but not loaded.</summary>
    [Fact]
    [Trait("case", "19")]
    public void Fit_ValidationLossThatIsNotFinite_SaysSo()
    {
        ScriptedView validation = new ScriptedView(3).AddVector(
            TinyModel.Input, NumberDataViewType.Single, 12, row => TestImages.Dense<float>([.. Enumerable.Repeat(1e30f, 12)]));
        VaeOptions options = _options with { Likelihood = Likelihood.Gaussian() };

        var thrown = Should.Throw<TrainingDivergedException>(() => Fit(options, TestImages.View(10), validation));

        thrown.Epoch.ShouldBe(1);
        thrown.Message.ShouldStartWith("Training diverged: the validation loss of epoch 1 is ");
    }

    private static ScriptedView Others() => new ScriptedView(300).AddVector(
        TinyModel.Input, NumberDataViewType.Single, TinyModel.Size, row => TestImages.Dense(TestImages.Floats(row + 500)));

    private static VaeTransformer Fit(VaeOptions options, IDataView data, IDataView? validation) =>
        new MLContext().Transforms.VariationalAutoencoder(options).Fit(data, validation);
}
