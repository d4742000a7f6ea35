namespace Microsoft.ML.Vae.Tests.Validation;

[Trait("case", "2")]
public class BadColumnOptionTests
{
    public static TheoryData<VaeOptions, string> Bad => new()
    {
        { Some() with { LatentLogVarianceColumnName = " " }, "LatentLogVarianceColumnName is empty or white space; must be a column name." },
        { Some() with { LatentSampleColumnName = "" }, "LatentSampleColumnName is empty or white space; must be a column name." },
        { Some() with { SampleColumnName = " " }, "SampleColumnName is empty or white space; must be a column name." },
        { Some() with { ScoreColumnName = " " }, "ScoreColumnName is empty or white space; must be a column name." },
        { Some() with { PredictedLabelColumnName = "\n" }, "PredictedLabelColumnName is empty or white space; must be a column name." },
        { Quantized() with { LatentIndexColumnName = " " }, "LatentIndexColumnName is empty or white space; must be a column name." },
        { Some() with { ConditionColumnName = "" }, "ConditionColumnName is empty or white space; must be a column name." },
        { Quantized() with { LatentIndexColumnName = "Latent" }, "LatentIndexColumnName is 'Latent' like OutputColumnName; must be another name." },
        { Quantized() with { LatentIndexColumnName = "X", ScoreColumnName = "X" }, "ScoreColumnName is 'X' like LatentIndexColumnName; must be another name." },
        { Some() with { ConditionColumnName = "Latent" }, "ConditionColumnName is 'Latent' like the input column; must be another name." },
        { Some() with { ConditionColumnName = "X", InputColumnName = "X" }, "ConditionColumnName is 'X' like the input column; must be another name." },
        { Some() with { ConditionColumnName = "Latent", InputColumnName = "X" }, "ConditionColumnName is 'Latent' like OutputColumnName; must be another name, as codes are decoded beside" },
        { Quantized() with { LatentDimension = 15 }, "LatentDimension is 15; must be a multiple of 4, the groups of the codebook." },
        { Quantized() with { LatentDimension = 2 }, "LatentDimension is 2; must be a multiple of 4, the groups of the codebook." },
        { Some() with { LatentIndexColumnName = "X" }, "LatentIndexColumnName is 'X' with the objective" },
        { Some() with { LatentIndexColumnName = "X", Objective = Objective.Autoencoder }, "LatentIndexColumnName is 'X' with the objective Autoencoder; must be null, or with Objective.VectorQuantization." },
        { Quantized() with { LatentLogVarianceColumnName = "X" }, "LatentLogVarianceColumnName is 'X' with the objective Vector quantisation by 8 vectors in 4 groups, commitment 0.25, decay 0.99; must be null, or with an objective whose codes have a variance." },
        { Quantized() with { LatentSampleColumnName = "X" }, "LatentSampleColumnName is 'X' with the objective Vector quantisation" },
        { Some() with { LatentLogVarianceColumnName = "Latent" }, "LatentLogVarianceColumnName is 'Latent' like OutputColumnName; must be another name." },
        { Some() with { LatentSampleColumnName = "Latent" }, "LatentSampleColumnName is 'Latent' like OutputColumnName; must be another name." },
        { Some() with { SampleColumnName = "X", ReconstructionColumnName = "X" }, "SampleColumnName is 'X' like ReconstructionColumnName; must be another name." },
        { Some() with { ScoreColumnName = "X", SampleColumnName = "X" }, "ScoreColumnName is 'X' like SampleColumnName; must be another name." },
        { Some() with { ScoreColumnName = "X", PredictedLabelColumnName = "X" }, "PredictedLabelColumnName is 'X' like ScoreColumnName; must be another name." },
        { Some() with { Contamination = 0 }, "Contamination is 0; must be in (0, 0.5]." },
        { Some() with { Contamination = 0.51 }, "Contamination is 0.51; must be in (0, 0.5]." },
        { Some() with { Contamination = double.NaN }, "Contamination is NaN; must be in (0, 0.5]." },
        { Some() with { OnInvalidTrainingRow = (InvalidRowBehavior)7 }, "OnInvalidTrainingRow is 7; must be Throw or Skip." },
        { Some() with { OnCancellation = (CancellationBehavior)(-1) }, "OnCancellation is -1; must be Throw or KeepBest." },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void VariationalAutoencoder_OneBadOption_SaysWhichAndItsRange(VaeOptions options, string message)
    {
        var thrown = Should.Throw<ArgumentOutOfRangeException>(() => new MLContext().Transforms.VariationalAutoencoder(options));

        thrown.Message.ShouldStartWith(message);   // and nothing else is at fault
        thrown.ParamName.ShouldBe("options");
    }

    [Fact]
    public void VariationalAutoencoder_SeveralBadOptions_OneErrorListsAll()
    {
        VaeOptions options = Some() with
        {
            ScoreColumnName = "Latent",
            SampleColumnName = "Latent",
            LatentSampleColumnName = " ",
            Contamination = -1,
            OnInvalidTrainingRow = (InvalidRowBehavior)2,
            OnCancellation = (CancellationBehavior)2,
            LatentDimension = 0,
        };

        string message = Should.Throw<ArgumentOutOfRangeException>(() => new MLContext().Transforms.VariationalAutoencoder(options)).Message;

        message.ShouldContain("ScoreColumnName is 'Latent' like OutputColumnName; must be another name. ");
        message.ShouldContain("SampleColumnName is 'Latent' like OutputColumnName; must be another name. ");
        message.ShouldContain("LatentSampleColumnName is empty or white space; must be a column name. ");
        message.ShouldContain("Contamination is -1; must be in (0, 0.5]. ");
        message.ShouldContain("OnInvalidTrainingRow is 2; must be Throw or Skip. ");
        message.ShouldContain("OnCancellation is 2; must be Throw or KeepBest.");
        message.ShouldContain("LatentDimension is 0; must be in [1, 4096]. ");
    }

    [Fact]
    public void VariationalAutoencoder_GoodColumnOptions_AreAllowed() => new MLContext().Transforms.VariationalAutoencoder(
        AllColumns.With(Some()) with { Contamination = 0.5, OnInvalidTrainingRow = InvalidRowBehavior.Skip, OnCancellation = CancellationBehavior.KeepBest, InputColumnName = "Latent" });

    [Fact]
    public void VariationalAutoencoder_EveryColumnOfACodebookAndACondition_IsAllowed() => new MLContext().Transforms.VariationalAutoencoder(
        QuantizedColumns.With(Some(), groups: 16) with { ConditionColumnName = "Kind", InputColumnName = "Latent" });

    [Fact]
    public void VaeOptions_Fresh_HasTheDocumentedDefaults()
    {
        VaeOptions options = Some();

        options.Contamination.ShouldBe(0.1);
        options.SampleSeed.ShouldBeNull();
        options.OnInvalidTrainingRow.ShouldBe(InvalidRowBehavior.Throw);
        options.OnCancellation.ShouldBe(CancellationBehavior.Throw);
        options.CancellationToken.ShouldBe(CancellationToken.None);
        new[]
        {
            options.LatentLogVarianceColumnName, options.LatentSampleColumnName, options.ReconstructionColumnName, options.SampleColumnName,
            options.ScoreColumnName, options.PredictedLabelColumnName, options.LatentIndexColumnName, options.ConditionColumnName,
        }.ShouldAllBe(name => name == null);
    }

    private static VaeOptions Some() => new() { OutputColumnName = "Latent" };

    private static VaeOptions Quantized() => Some() with { Objective = Objective.VectorQuantization(8, groups: 4) };
}
