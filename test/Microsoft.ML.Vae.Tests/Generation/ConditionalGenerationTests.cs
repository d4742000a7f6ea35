using Microsoft.ML.Data;
using Microsoft.ML.Vae.Columns;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Tests.Inputs;

namespace Microsoft.ML.Vae.Tests.Generation;

/// <summary>What is drawn and decoded for a condition that the caller gives.</summary>
public sealed class ConditionalGenerationTests : IDisposable
{
    private const int Count = 300;   // more than one batch of draws and of forward passes

    private readonly TinyModel _model = ConditionColumnTests.Conditional();
    private readonly TinyModel _plain = TinyModel.Create();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Sample_ForAKey_IsTheDrawsPictureOfThatKey(int key)
    {
        IDataView view = _model.Transformer.Sample(Count, seed: 1, condition: [key]);

        view.Schema.Select(column => column.Name).ShouldBe([TinyModel.Mean, ConditionedImages.Column, AllColumns.Sample], ignoreOrder: true);
        view.Schema[ConditionedImages.Column].Type.ShouldBe(new KeyDataViewType(typeof(uint), ConditionedImages.Count));
        view.Values<uint>(ConditionedImages.Column).ShouldAllBe(value => value == key);
        CheckPictures(view, AllColumns.Sample, ConditionedImages.OneHot((uint)key));
        view.Vectors(TinyModel.Mean).Length.ShouldBe(Count);
    }

    [Fact]
    public void Sample_ReadAgain_IsTheSameAndAnotherConditionHasOtherPicturesOfTheSameDraws()
    {
        IDataView view = _model.Transformer.Sample(Count, seed: 1, condition: [2]);
        float[][] pictures = view.Vectors(AllColumns.Sample);

        view.Vectors(AllColumns.Sample).ShouldBe(pictures);
        _model.Transformer.Sample(Count, seed: 1, condition: [2]).Vectors(AllColumns.Sample).ShouldBe(pictures);
        IDataView other = _model.Transformer.Sample(Count, seed: 1, condition: [1]);
        other.Vectors(TinyModel.Mean).ShouldBe(view.Vectors(TinyModel.Mean));
        other.Vectors(AllColumns.Sample).ShouldNotBe(pictures);
    }

    [Fact]
    public void InterpolateAndTraverse_ForAKey_AreDecodedWithIt()
    {
        IDataView path = _model.Transformer.Interpolate([0, 1, 2], [1, -1, 0], 5, condition: [2]);
        IDataView traverse = _model.Transformer.Traverse([0, 1, 2], 1, condition: [3]);

        CheckPictures(path, TinyModel.Reconstruction, ConditionedImages.OneHot(2));
        CheckPictures(traverse, TinyModel.Reconstruction, ConditionedImages.OneHot(3));
        (path.Vectors(TinyModel.Mean).Length, traverse.Vectors(TinyModel.Mean).Length).ShouldBe((5, 7));
    }

    [Fact]
    public void Decode_OfEncodedRows_IsTheReconstruction()
    {
        IDataView decoded = _model.Transformer.Decode(_model.Transformer.Encode(ConditionedImages.View(Count)));

        decoded.Vectors(TinyModel.Reconstruction).ShouldBe(_model.Transformer.Transform(ConditionedImages.View(Count)).Vectors(TinyModel.Reconstruction));
    }

    [Theory]
    [InlineData("Single", 1)]
    [InlineData("Vector", 1)]
    [InlineData("Vector", 4)]
    public void Sample_ForNumbers_TakesThemAsTheyAre(string kind, int size)
    {
        var condition = new ConditionColumn(ConditionedImages.Column, Enum.Parse<ConditionKind>(kind), size);
        using TinyModel model = TinyModel.Create(new ColumnLayout { Input = TinyModel.Input, Latent = TinyModel.Mean, Condition = ConditionedImages.Column }, condition: condition);
        float[] numbers = [.. Enumerable.Range(0, size).Select(i => 0.25f - i)];

        IDataView view = model.Transformer.Sample(20, seed: 1, condition: numbers);

        view.Schema[ConditionedImages.Column].Type.ShouldBe(condition.Type);
        CheckPictures(view, "Sample", [.. numbers.Select(value => (double)value)], model);
    }

    [Fact]
    public void Sample_CallersArrayChangedAfterwards_StaysTheSame()
    {
        float[] condition = [2];
        IDataView view = _model.Transformer.Sample(3, seed: 1, condition);
        condition[0] = 1;

        view.Vectors(AllColumns.Sample).ShouldBe(_model.Transformer.Sample(3, seed: 1, condition: [2]).Vectors(AllColumns.Sample));
    }

    /// <summary>Names that the view's own members have too.</summary>
    [Theory]
    [InlineData("Condition", "Kind")]
    [InlineData("Condition", "Code")]
    [InlineData("Code", "Condition")]
    [InlineData("Latent", "Code")]
    public void Sample_ColumnsOfAnyName_HaveTheirTypes(string latent, string kind)
    {
        using TinyModel model = TinyModel.Create(new ColumnLayout { Input = TinyModel.Input, Latent = latent, Condition = kind }, condition: ConditionedImages.Condition with { Name = kind });

        IDataView view = model.Transformer.Sample(4, seed: 1, condition: [2]);

        view.Schema[latent].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, TinyModel.Latent));
        view.Schema[kind].Type.ShouldBe(new KeyDataViewType(typeof(uint), ConditionedImages.Count));
        view.Vectors("Sample").ShouldBe(_model.Transformer.Sample(4, seed: 1, condition: [2]).Vectors(AllColumns.Sample));
    }

    public static TheoryData<float[]?, string> Bad => new()
    {
        { null, "condition is null; must be of 1, as column 'Kind' is Key of 3 values." },
        { [], "condition is of 0 numbers; must be of 1, as column 'Kind' is Key of 3 values." },
        { [1, 2], "condition is of 2 numbers; must be of 1" },
        { [0], "condition holds 0; must be a whole number in [1, 3], as column 'Kind' is Key of 3 values." },
        { [4], "condition holds 4; must be a whole number in [1, 3]" },
        { [1.5f], "condition holds 1.5; must be a whole number in [1, 3]" },
        { [-1], "condition holds -1; must be a whole number in [1, 3]" },
        { [float.NaN], "condition holds NaN; must be a whole number in [1, 3]" },
        { [float.PositiveInfinity], "condition holds Infinity; must be a whole number in [1, 3]" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void EveryEntrance_BadCondition_SaysWhatItMustBe(float[]? condition, string message)
    {
        using var culture = new CultureScope("de-DE");
        CheckRefused(_model, condition, message);
    }

    [Fact]
    public void EveryEntrance_BadNumbers_SaysWhatTheyMustBe()
    {
        var vector = new ConditionColumn(ConditionedImages.Column, ConditionKind.Vector, 2);
        using TinyModel model = TinyModel.Create(new ColumnLayout { Input = TinyModel.Input, Latent = TinyModel.Mean, Condition = ConditionedImages.Column }, condition: vector);

        CheckRefused(model, [1], "condition is of 1 numbers; must be of 2, as column 'Kind' is Vector<Single, 2>.");
        CheckRefused(model, [1, float.NaN], "condition holds NaN; must be finite, as column 'Kind' is Vector<Single, 2>.");
    }

    [Fact]
    public void EveryEntrance_ConditionOfAnUnconditionalModel_Refused() =>
        CheckRefused(_plain, [1], "The model has no ConditionColumnName; condition must be null.");

    [Fact]
    [Trait("case", "39")]
    public void EveryView_ModelDisposed_ThrowsWhenRead()
    {
        IDataView samples = _model.Transformer.Sample(3, seed: 1, condition: [1]), rows = _model.Transformer.Transform(ConditionedImages.View(3));
        _model.Dispose();

        Should.Throw<ObjectDisposedException>(() => samples.Vectors(AllColumns.Sample));
        Should.Throw<ObjectDisposedException>(() => rows.Vectors(TinyModel.Reconstruction));
        Should.Throw<ObjectDisposedException>(() => _model.Transformer.Evaluate(ConditionedImages.View(3)));
    }

    public void Dispose()
    {
        _model.Dispose();
        _plain.Dispose();
    }

    private static void CheckRefused(TinyModel model, float[]? condition, string message)
    {
        Action[] calls =
        [
            () => model.Transformer.Sample(3, seed: 1, condition),
            () => model.Transformer.Interpolate([0, 0, 0], [1, 1, 1], 3, condition),
            () => model.Transformer.Traverse([0, 0, 0], 1, condition: condition),
        ];
        foreach (Action call in calls)
        {
            var thrown = Should.Throw<ArgumentException>(call);
            thrown.Message.ShouldStartWith(message);
            thrown.ParamName.ShouldBe("condition");
        }
    }

    private void CheckPictures(IDataView view, string column, double[] condition, TinyModel? model = null)
    {
        var plain = new ReferenceVae((model ?? _model).Network);
        float[][] codes = view.Vectors(TinyModel.Mean), pictures = view.Vectors(column);
        for (int row = 0; row < codes.Length; row++)
            pictures[row].ShouldBeCloseTo(plain.BernoulliMean([.. codes[row].Select(value => (double)value), .. condition]), $"row {row}");
    }
}
