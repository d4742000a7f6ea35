using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Validation;

[Trait("case", "2")]
public class BadOptionTests
{
    public static TheoryData<VaeOptions, string> Bad => new()
    {
        { Some() with { LatentDimension = 0 }, "LatentDimension is 0; must be in [1, 4096]." },
        { Some() with { LatentDimension = 4097 }, "LatentDimension is 4097; must be in [1, 4096]." },
        { Some() with { LearningRate = 0 }, "LearningRate is 0; must be in (0, 1000000]." },
        { Some() with { LearningRate = double.PositiveInfinity }, "must be in (0, 1000000]." },
        { Some() with { BatchSize = -4 }, "BatchSize is -4; must be in [1, 1048576]." },
        { Some() with { BatchSize = 1_048_577 }, "BatchSize is 1048577; must be in [1, 1048576]." },
        { Some() with { GradientAccumulationSteps = 0 }, "GradientAccumulationSteps is 0; must be in [1, 1024]." },
        { Some() with { GradientAccumulationSteps = 1025 }, "GradientAccumulationSteps is 1025; must be in [1, 1024]." },
        { Some() with { OutputCacheBytes = -1 }, "OutputCacheBytes is -1; must be at least 0." },
        { Some() with { Epochs = 0 }, "Epochs is 0; must be in [1, 1000000]." },
        { Some() with { InputCacheBytes = 1_048_575 }, "InputCacheBytes is 1048575; must be at least 1048576." },
        { Some() with { PixelScaling = new PixelScaling(0, 0) }, "must be a finite Offset and a finite Scale that is not 0." },
        { Some() with { PixelScaling = new PixelScaling(float.NaN, 1) }, "must be a finite Offset and a finite Scale that is not 0." },
        { Some() with { OutputColumnName = " " }, "OutputColumnName is empty or white space; must be a column name." },
        { Some() with { InputColumnName = "" }, "InputColumnName is empty or white space; must be a column name." },
        { Some() with { ReconstructionColumnName = "\t" }, "ReconstructionColumnName is empty or white space; must be a column name." },
        { Some() with { ReconstructionColumnName = "Latent" }, "ReconstructionColumnName is 'Latent', the same as OutputColumnName; must be a different name." },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void VariationalAutoencoder_OneBadOption_SaysWhichAndItsRange(VaeOptions options, string message)
    {
        var e = Should.Throw<ArgumentOutOfRangeException>(() => new MLContext().Transforms.VariationalAutoencoder(options));

        e.Message.ShouldContain(message);
        e.ParamName.ShouldBe("options");
    }

    [Theory]
    [Trait("case", "43")]
    [InlineData("de-DE")]
    [InlineData("")]
    public void VariationalAutoencoder_BadScaling_ReadsTheSameInEveryCulture(string culture)
    {
        using var scope = new CultureScope(culture);
        VaeOptions options = Some() with { PixelScaling = new PixelScaling(0.5f, 0) };

        Should.Throw<ArgumentOutOfRangeException>(() => new MLContext().Transforms.VariationalAutoencoder(options)).Message
            .ShouldStartWith("PixelScaling is (value - 0.5) * 0; must be");
    }

    [Fact]
    public void VariationalAutoencoder_ManyBadOptions_OneErrorListsAll()
    {
        VaeOptions options = Some() with { LatentDimension = 0, BatchSize = -4, Epochs = 0, LearningRate = -2 };

        string message = Should.Throw<ArgumentOutOfRangeException>(() => new MLContext().Transforms.VariationalAutoencoder(options)).Message;

        message.ShouldContain("LatentDimension is 0; must be in [1, 4096]. ");
        message.ShouldContain("BatchSize is -4; must be in [1, 1048576]. ");
        message.ShouldContain("Epochs is 0; must be in [1, 1000000].");
        message.ShouldContain("LearningRate is -2; must be in (0, 1000000]. ");
    }

    [Fact]
    public void VariationalAutoencoder_ShortOverload_ChecksTheSame()
    {
        string message = Should.Throw<ArgumentOutOfRangeException>(
            () => new MLContext().Transforms.VariationalAutoencoder("Latent", latentDimension: 0, epochs: -1, batchSize: 0, learningRate: -1)).Message;

        message.ShouldContain("LatentDimension is 0");
        message.ShouldContain("Epochs is -1");
        message.ShouldContain("BatchSize is 0");
        message.ShouldContain("LearningRate is -1");
    }

    [Fact]
    public void VariationalAutoencoder_LimitsOfEachRange_AreAllowed()
    {
        var context = new MLContext();

        context.Transforms.VariationalAutoencoder(Some() with { LatentDimension = 1, Objective = Objective.Elbo(0), BatchSize = 1, Epochs = 1, Network = Network.Linear });
        context.Transforms.VariationalAutoencoder(Some() with
        {
            LatentDimension = 4096,
            Objective = Objective.Elbo(1e6),
            LearningRate = 1e6,
            BatchSize = 1 << 20,
            Epochs = 1_000_000,
            Network = Network.FullyConnected([65_536], [.. Enumerable.Repeat(8, 128)]),
            InputCacheBytes = 1 << 20,
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2e4)]
    [InlineData(double.NaN)]
    public void Gaussian_BadStandardDeviation_SaysItsRange(double standardDeviation) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Likelihood.Gaussian(standardDeviation)).Message.ShouldContain("must be in [0.0001, 10000].");

    [Fact]
    public void Sample_NegativeCount_ArgumentOutOfRange()
    {
        using TinyModel model = TinyModel.Create();

        Should.Throw<ArgumentOutOfRangeException>(() => model.Transformer.Sample(-1, seed: 1)).ParamName.ShouldBe("count");
    }

    private static VaeOptions Some() => new() { OutputColumnName = "Latent" };
}
