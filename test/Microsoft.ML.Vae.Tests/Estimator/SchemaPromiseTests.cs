using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Estimator;

[Trait("case", "6")]
public class SchemaPromiseTests
{
    [Theory]
    [InlineData("Latent", null)]
    [InlineData("Latent", "Again")]
    [InlineData(TinyModel.Input, null)]
    [InlineData(TinyModel.Input, "Number")]
    [InlineData("Number", TinyModel.Input)]
    public void GetOutputSchema_AnyNames_PromisesWhatTheTransformerDelivers(string output, string? reconstruction)
    {
        ScriptedView data = TestImages.View(5)
            .Add("Label", new KeyDataViewType(typeof(uint), 10), row => 1u)
            .Add("Text", TextDataViewType.Instance, row => "".AsMemory());
        VaeOptions options = TestOptions.Tiny with { OutputColumnName = output, ReconstructionColumnName = reconstruction };
        VaeEstimator estimator = new MLContext().Transforms.VariationalAutoencoder(options);

        SchemaShape promised = estimator.GetOutputSchema(SchemaShapes.Of(data));
        using VaeTransformer transformer = estimator.Fit(data);
        SchemaShape delivered = SchemaShapes.Of(transformer.Transform(data));

        Describe(promised).ShouldBe(Describe(delivered), ignoreOrder: true);
        Describe(promised).ShouldContain($"{output} Vector Single False 1");
    }

    [Fact]
    public void GetOutputSchema_NoInputName_ReadsTheColumnNamedLikeTheOutput()
    {
        ScriptedView data = TestImages.View(5);
        VaeOptions options = TestOptions.Tiny with { OutputColumnName = TinyModel.Input, InputColumnName = null };

        using VaeTransformer transformer = options.Fit(data);

        transformer.InputColumnName.ShouldBe(TinyModel.Input);
        transformer.OutputColumnName.ShouldBe(TinyModel.Input);
        transformer.Transform(data).Schema[TinyModel.Input].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, 2));
    }

    [Fact]
    public void ChainFit_LaterEstimatorDoesNotFit_FailsBeforeAnythingIsRead()
    {
        ScriptedView data = TestImages.View(5);
        var context = new MLContext();
        var chain = context.Transforms.VariationalAutoencoder(TestOptions.Tiny).Append(context.Clustering.Trainers.KMeans("Nowhere"));

        Should.Throw<ArgumentOutOfRangeException>(() => chain.Fit(data)).Message.ShouldContain("'Nowhere'");

        data.Cursors.ShouldBeEmpty();
    }

    private static List<string> Describe(SchemaShape shape) =>
        [.. shape.Select(column => $"{column.Name} {column.Kind} {column.ItemType} {column.IsKey} {column.Annotations.Count}")];
}
