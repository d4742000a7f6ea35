namespace Microsoft.ML.Vae.Tests.Validation;

[Trait("case", "1")]
public class NullArgumentTests
{
    private static readonly MLContext _context = new(1);

    [Fact]
    public void VariationalAutoencoder_NullCatalog_ArgumentNull()
    {
        TransformsCatalog catalog = null!;

        Should.Throw<ArgumentNullException>(() => catalog.VariationalAutoencoder("Latent")).ParamName.ShouldBe("catalog");
        Should.Throw<ArgumentNullException>(() => catalog.VariationalAutoencoder(Some())).ParamName.ShouldBe("catalog");
    }

    [Fact]
    public void VariationalAutoencoder_NullOptions_ArgumentNull() =>
        Should.Throw<ArgumentNullException>(() => _context.Transforms.VariationalAutoencoder((VaeOptions)null!)).ParamName.ShouldBe("options");

    [Fact]
    public void VariationalAutoencoder_NullOutputColumn_ArgumentNull()
    {
        Should.Throw<ArgumentNullException>(() => _context.Transforms.VariationalAutoencoder((string)null!)).ParamName.ShouldBe("outputColumnName");
        Should.Throw<ArgumentNullException>(() => _context.Transforms.VariationalAutoencoder(Some() with { OutputColumnName = null! }))
            .ParamName.ShouldBe("outputColumnName");
    }

    [Fact]
    public void VariationalAutoencoder_NullNetworkObjectiveOrLikelihood_ArgumentNull()
    {
        Should.Throw<ArgumentNullException>(() => _context.Transforms.VariationalAutoencoder(Some() with { Network = null! }))
            .ParamName.ShouldBe("Network");
        Should.Throw<ArgumentNullException>(() => _context.Transforms.VariationalAutoencoder(Some() with { Objective = null! }))
            .ParamName.ShouldBe("Objective");
        Should.Throw<ArgumentNullException>(() => _context.Transforms.VariationalAutoencoder(Some() with { Likelihood = null! }))
            .ParamName.ShouldBe("Likelihood");
    }

    [Fact]
    public void EstimatorMethods_NullArguments_ArgumentNull()
    {
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder(Some());

        Should.Throw<ArgumentNullException>(() => estimator.Fit(null!)).ParamName.ShouldBe("input");
        Should.Throw<ArgumentNullException>(() => estimator.GetOutputSchema(null!)).ParamName.ShouldBe("inputSchema");
    }

    [Fact]
    public void TransformerMethods_NullArguments_ArgumentNull()
    {
        using TinyModel model = TinyModel.Create();
        ITransformer transformer = model.Transformer;

        Should.Throw<ArgumentNullException>(() => transformer.Transform(null!)).ParamName.ShouldBe("input");
        Should.Throw<ArgumentNullException>(() => transformer.GetOutputSchema(null!)).ParamName.ShouldBe("inputSchema");
        Should.Throw<ArgumentNullException>(() => transformer.GetRowToRowMapper(null!)).ParamName.ShouldBe("inputSchema");
        Should.Throw<ArgumentNullException>(() => transformer.Save(null!)).ParamName.ShouldBe("ctx");
        Should.Throw<ArgumentNullException>(() => model.Transformer.Evaluate(null!)).ParamName.ShouldBe("data");
    }

    private static VaeOptions Some() => new() { OutputColumnName = "Latent" };
}
