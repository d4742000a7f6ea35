using Microsoft.ML.Data;
using Microsoft.ML.Vae.Columns;

namespace Microsoft.ML.Vae.Tests.Columns;

public class OutputSchemaTests
{
    private static readonly string[] _slotNames = [.. Enumerable.Range(0, TinyModel.Size).Select(slot => $"pixel {slot}")];

    [Fact]
    public void Transform_EveryColumn_HasItsTypeAndSizeInOrder()
    {
        using TinyModel model = AllColumns.Create();

        DataViewSchema schema = model.Transformer.Transform(TestImages.View(1)).Schema;

        schema.Select(column => column.Name).ShouldBe(["Number", TinyModel.Input, .. AllColumns.InOrder]);
        schema[TinyModel.Mean].Type.ShouldBe(Vector(TinyModel.Latent));
        schema[AllColumns.LogVariance].Type.ShouldBe(Vector(TinyModel.Latent));
        schema[AllColumns.LatentSample].Type.ShouldBe(Vector(TinyModel.Latent));
        schema[TinyModel.Reconstruction].Type.ShouldBe(Vector(TinyModel.Size));
        schema[AllColumns.Sample].Type.ShouldBe(Vector(TinyModel.Size));
        schema[AllColumns.Score].Type.ShouldBe(NumberDataViewType.Single);
        schema[AllColumns.PredictedLabel].Type.ShouldBe(BooleanDataViewType.Instance);
    }

    [Theory]
    [InlineData(AllColumns.Score, "Score")]
    [InlineData(AllColumns.PredictedLabel, "PredictedLabel")]
    public void Transform_ScoreAndLabel_AreAnnotatedAsAnAnomalyDetectors(string name, string valueKind)
    {
        using TinyModel model = AllColumns.Create();

        DataViewSchema.Column column = model.Transformer.Transform(TestImages.View(1)).Schema[name];

        column.Annotations.Schema.Select(annotation => annotation.Name).ShouldBe(["ScoreColumnSetId", "ScoreColumnKind", "ScoreValueKind"]);
        column.Annotations.Schema["ScoreColumnSetId"].Type.ShouldBeOfType<KeyDataViewType>().RawType.ShouldBe(typeof(uint));
        SetId(column).ShouldBe(1u);
        Text(column, "ScoreColumnKind").ShouldBe("AnomalyDetection");
        Text(column, "ScoreValueKind").ShouldBe(valueKind);
    }

    [Fact]
    public void Transform_InputHasAScoreAlready_TakesTheNextSetForBothColumns()
    {
        using TinyModel first = AllColumns.Create();
        using TinyModel second = AllColumns.Create();
        DataViewSchema schema = second.Transformer.Transform(first.Transformer.Transform(TestImages.View(1))).Schema;

        DataViewSchema.Column[] scores = [.. schema.Where(column => column.Name == AllColumns.Score)];
        scores.Select(SetId).ShouldBe([1u, 2u]);
        SetId(schema[AllColumns.PredictedLabel]).ShouldBe(2u);
    }

    [Fact]
    public void Transform_InputWithSlotNames_PassesThemOnToThePictures()
    {
        using TinyModel model = AllColumns.Create();

        DataViewSchema schema = model.Transformer.Transform(Named(1)).Schema;

        foreach (string picture in new[] { TinyModel.Reconstruction, AllColumns.Sample })
        {
            schema[picture].Annotations.Schema.Select(annotation => annotation.Name).ShouldBe(["SlotNames"]);
            SlotNamesOf(schema[picture]).ShouldBe(_slotNames);
        }
    }

    [Fact]
    public void Transform_LatentColumns_HaveSlotNames()
    {
        using TinyModel model = AllColumns.Create();

        DataViewSchema schema = model.Transformer.Transform(Named(1)).Schema;

        foreach (string latent in new[] { TinyModel.Mean, AllColumns.LogVariance, AllColumns.LatentSample })
            SlotNamesOf(schema[latent]).ShouldBe(["Latent0", "Latent1", "Latent2"], latent);
        SlotNamesOf(model.Transformer.Encode(TestImages.View(1)).Schema[TinyModel.Mean]).ShouldBe(["Latent0", "Latent1", "Latent2"]);
        SlotNamesOf(model.Transformer.Sample(1, seed: 1).Schema[TinyModel.Mean]).ShouldBe(["Latent0", "Latent1", "Latent2"]);
    }

    [Fact]
    public void PermutationFeatureImportance_OfLatents_NamesTheDimensions()
    {
        var context = new MLContext(1);
        using TinyModel model = TinyModel.Create();
        IDataView data = model.Transformer.Transform(TestImages.View(100).Add("Label", NumberDataViewType.Single, row => row % 7f));
        var predictor = context.Regression.Trainers.OnlineGradientDescent("Label", TinyModel.Mean).Fit(data);

        var importance = context.Regression.PermutationFeatureImportance(new TransformerChain<ITransformer>(predictor), data, "Label");

        importance.Keys.ShouldBe(["Latent0", "Latent1", "Latent2"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GetOutputSchema_EveryColumn_PromisesWhatTheTransformerDeliversWithAnnotations(bool slotNames)
    {
        ScriptedView data = slotNames ? Named(5) : TestImages.View(5);
        VaeEstimator estimator = new MLContext().Transforms.VariationalAutoencoder(AllColumns.With(TestOptions.Tiny));

        SchemaShape promised = estimator.GetOutputSchema(SchemaShapes.Of(data));
        using VaeTransformer transformer = estimator.Fit(data);

        Describe(promised).ShouldBe(Describe(SchemaShapes.Of(transformer.Transform(data))), ignoreOrder: true);
        Describe(promised).Count(text => text.Contains("SlotNames", StringComparison.Ordinal)).ShouldBe(slotNames ? 6 : 3);
    }

    private static ScriptedView Named(int rows)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add("SlotNames", new VectorDataViewType(TextDataViewType.Instance, TinyModel.Size), (ref VBuffer<ReadOnlyMemory<char>> value) =>
            value = TestImages.Dense<ReadOnlyMemory<char>>([.. _slotNames.Select(name => name.AsMemory())]));
        annotations.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true);   // says nothing about a model's pictures
        return new ScriptedView(rows).Add(TinyModel.Input, Vector(TinyModel.Size), row => TestImages.Dense(TestImages.Floats(row)), annotations.ToAnnotations());
    }

    private static VectorDataViewType Vector(int size) => new(NumberDataViewType.Single, size);

    private static string[] SlotNamesOf(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static uint SetId(DataViewSchema.Column column)
    {
        uint id = 0;
        column.Annotations.GetValue("ScoreColumnSetId", ref id);
        return id;
    }

    private static string Text(DataViewSchema.Column column, string kind)
    {
        ReadOnlyMemory<char> text = default;
        column.Annotations.GetValue(kind, ref text);
        return text.ToString();
    }

    private static List<string> Describe(SchemaShape shape) =>
        [.. shape.Select(column => $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey} [{string.Join("; ", Describe(column.Annotations).Order())}]")];
}
