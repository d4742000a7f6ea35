using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Vae.Tests.Issues;

/// <summary>A fit that diverged because of one absurd value blamed the learning rate, and said nothing of the row.</summary>
public class DivergenceFromTheDataTests
{
    private const int Rows = 100;
    private const int Wrong = 37;
    private const int Large = 4096;   // a cache of 1 MiB holds 64 such rows, so that more of them are streamed

    private static readonly VaeOptions _options = TestOptions.Tiny with { Likelihood = Likelihood.Gaussian(), InputCacheBytes = 1 << 20 };

    [Theory]
    [InlineData(TinyModel.Size)]
    [InlineData(Large)]
    public void Fit_OneAbsurdValue_NamesItsRowFileAndSlot(int size) => Message(_options, View(size)).ShouldContain(
        $"The value of the largest magnitude, -3E+30, is in column '{TinyModel.Input}', row 37 (File '37.png'), slot 5. "
        + "If it is wrong, remove the row or clip the column. Otherwise, lower LearningRate, set MaximumGradientNorm");

    [Fact]
    public void Fit_RowsLeftOutBeforeIt_StillNamesItsOwnPosition() => Message(
        _options with { OnInvalidTrainingRow = InvalidRowBehavior.Skip, ValidationFraction = 0 }, View(TinyModel.Size, row => row % 5 == 1))
        .ShouldContain("row 37 (File '37.png'), slot 5.");

    [Fact]
    public void Fit_ScaledColumn_SaysTheValueAsTheColumnHasIt() => Message(
        _options with { PixelScaling = new PixelScaling(100, 0.5f) }, View(TinyModel.Size)).ShouldContain("magnitude, -3E+30,");

    [Fact]
    public void Fit_AbsurdCondition_NamesTheConditionColumn()
    {
        ScriptedView view = TestImages.View(Rows).Add("Age", NumberDataViewType.Single, row => row == Wrong ? 1e38f : row % 9);

        Message(_options with { ConditionColumnName = "Age" }, view).ShouldContain("is in column 'Age', row 37, slot 0.");
    }

    [Fact]
    public void Fit_AbsurdValidationValue_NamesTheRowOfTheValidationData() => Message(_options, TestImages.View(Rows), View(TinyModel.Size))
        .ShouldContain("the validation loss of epoch 1 is ");

    [Fact]
    public void Fit_OrdinaryValuesAndAnAbsurdLearningRate_BlamesTheRateAlone()
    {
        string message = Message(_options with { LearningRate = 1e6, Likelihood = Likelihood.Gaussian(1e-3), Epochs = 50 }, TestImages.View(Rows));

        message.ShouldNotContain("magnitude");
        message.ShouldContain(". Lower LearningRate, set MaximumGradientNorm, or check the scale of the input column.");
    }

    [Fact]
    public void Fit_KeepBest_WarnsWithTheRow()
    {
        var context = new MLContext();
        var log = new Log(context);
        bool isWrong = false;
        ScriptedView view = View(Large, wrong: row => row == Wrong && isWrong);
        VaeOptions options = _options with { OnDivergence = DivergenceBehavior.KeepBest, Progress = new EpochAction(1, () => isWrong = true) };

        using VaeTransformer model = options.Fit(view, null, context);

        model.Report!.End.ShouldBe(TrainingStopReason.Diverged);
        log.Warnings.ShouldContain(message => message.Message.Contains("row 37 (File '37.png'), slot 5."));
    }

    private static string Message(VaeOptions options, IDataView view, IDataView? validation = null) =>
        Should.Throw<TrainingDivergedException>(() => options.Fit(view, validation)).Message;

    private static ScriptedView View(int size, Func<int, bool>? isInvalid = null, Func<int, bool>? wrong = null) => new ScriptedView(Rows)
        .AddVector(TinyModel.Input, NumberDataViewType.Single, size, row =>
        {
            float[] pixels = TestImages.Floats(row, size);
            pixels[5] = wrong?.Invoke(row) ?? row == Wrong ? -3e30f : pixels[5];
            pixels[0] = isInvalid?.Invoke(row) == true ? float.NaN : pixels[0];
            return TestImages.Dense(pixels);
        })
        .Add("File", TextDataViewType.Instance, row => $"{row}.png".AsMemory());
}
