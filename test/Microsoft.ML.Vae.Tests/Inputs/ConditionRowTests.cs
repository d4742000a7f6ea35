using Microsoft.ML.Data;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Evaluation;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Tests.Inputs;

/// <summary>One row of many has a condition that cannot be used; every reader says which, or leaves it out.</summary>
[Trait("case", "11")]
public class ConditionRowTests
{
    private const int BadRow = 300;
    private const int Rows = 600;
    private const int Large = 4096;   // a cache of 1 MiB holds 63 such rows, so that larger data is streamed

    private static readonly VaeOptions _options = TestOptions.Tiny with { ConditionColumnName = ConditionedImages.Column };

    [Theory]
    [InlineData(0, "the key is missing; must be in [1, 3]")]
    [InlineData(4, "the key is 4; must be in [1, 3]")]
    [InlineData(uint.MaxValue, "the key is 4294967295; must be in [1, 3]")]
    public void EveryReader_KeyThatIsNone_SaysRowAndRange(uint key, string words) => CheckEveryReader(
        ConditionedImages.Condition, view => view.Add(ConditionedImages.Column, new KeyDataViewType(typeof(uint), 3), row => row == BadRow ? key : 1), words);

    [Theory]
    [InlineData(ulong.MaxValue, "the key is 4294967295; must be in [1, 3]")]   // the largest that a key of this library can be
    [InlineData(1UL << 32, "the key is 4294967295; must be in [1, 3]")]        // and not 0 or 1, which its low half would be
    public void EveryReader_KeyOf64Bits_IsNotCutOff(ulong key, string words) => CheckEveryReader(
        ConditionedImages.Condition, view => view.Add(ConditionedImages.Column, new KeyDataViewType(typeof(ulong), 3), row => row == BadRow ? key : 1), words);

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void EveryReader_NumberThatIsNotFinite_SaysRowAndSlot(float value, string text)
    {
        CheckEveryReader(
            new ConditionColumn(ConditionedImages.Column, ConditionKind.Single, 1),
            view => view.Add(ConditionedImages.Column, NumberDataViewType.Single, row => row == BadRow ? value : 1f),
            $"slot 0 is {text}; must be a finite number");
        CheckEveryReader(
            new ConditionColumn(ConditionedImages.Column, ConditionKind.Vector, 4),
            view => view.AddVector(ConditionedImages.Column, NumberDataViewType.Single, 4, row => TestImages.Dense<float>([1, 2, row == BadRow ? value : 3, 4])),
            $"slot 2 is {text}; must be a finite number");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public void EveryReader_VectorOfAnotherLength_SaysBothSizes(int length) => CheckEveryReader(
        new ConditionColumn(ConditionedImages.Column, ConditionKind.Vector, 4),
        view => view.AddVector(ConditionedImages.Column, NumberDataViewType.Single, 4, row => TestImages.Dense(new float[row == BadRow ? length : 4])),
        $"expected a vector of size 4, got size {length}");

    [Theory]
    [InlineData(TinyModel.Size)]
    [InlineData(Large)]
    public void Fit_Skip_EqualsTheFitOnTheOtherRows(int size)
    {
        int[] valid = [.. Enumerable.Range(0, 90).Where(row => !IsBad(row))];
        var context = new MLContext();
        var log = new Log(context);
        VaeOptions options = _options with { OnInvalidTrainingRow = InvalidRowBehavior.Skip, InputCacheBytes = 1 << 20, PredictedLabelColumnName = "Label", HealthReport = false };
        using VaeTransformer skipping = context.Transforms.VariationalAutoencoder(options).Fit(View(90, size, row => row));
        using VaeTransformer without = options.Fit(View(valid.Length, size, row => valid[row]));

        Weights.Of(skipping).ShouldBe(Weights.Of(without));
        skipping.History.ShouldBe(without.History);
        skipping.ScoreThreshold.ShouldBe(without.ScoreThreshold);
        string warning = log.Warnings.ShouldHaveSingleItem().RawMessage;
        warning.ShouldStartWith("3 rows of the training data were skipped");
        warning.ShouldContain("The first: Column 'Kind', row 5: the key is missing");
    }

    [Fact]
    public void TransformAndEvaluate_OfAModelThatSkipped_StillRefuse()
    {
        using VaeTransformer model = (_options with { OnInvalidTrainingRow = InvalidRowBehavior.Skip }).Fit(View(90, TinyModel.Size, row => row));

        Should.Throw<InvalidOperationException>(() => model.Transform(View(90, TinyModel.Size, row => row)).Vectors(TinyModel.Mean)).Message.ShouldContain("row 5: the key");
        Should.Throw<InvalidOperationException>(() => model.Evaluate(View(90, TinyModel.Size, row => row))).Message.ShouldContain("row 5: the key");
    }

    private static bool IsBad(int row) => row is 5 or 41 or 89;

    private static ScriptedView View(int rows, int size, Func<int, int> picture) => new ScriptedView(rows)
        .AddVector(TinyModel.Input, NumberDataViewType.Single, size, row => TestImages.Dense(TestImages.Floats(picture(row), size)))
        .Add(ConditionedImages.Column, new KeyDataViewType(typeof(uint), ConditionedImages.Count), row => IsBad(picture(row)) ? 0 : ConditionedImages.Key(picture(row)));

    private static void CheckEveryReader(ConditionColumn condition, Func<ScriptedView, ScriptedView> add, string words)
    {
        string message = $"Column 'Kind', row {BadRow}: {words}.";
        ScriptedView data = add(TestImages.View(Rows));
        using TinyModel model = TinyModel.Create(new ColumnLayout { Input = TinyModel.Input, Latent = TinyModel.Mean, Condition = ConditionedImages.Column }, condition: condition);

        RowRefusal.Check(model, data, () => _options.Fit(data), message);
    }
}
