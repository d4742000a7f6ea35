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
        { Quantized() with { LatentIndexColumnName = "Latent" }, "LatentIndexColumnName is 'Latent', the same as OutputColumnName; must be a different name." },
        { Quantized() with { LatentIndexColumnName = "X", ScoreColumnName = "X" }, "ScoreColumnName is 'X', the same as LatentIndexColumnName; must be a different name." },
        { Some() with { ConditionColumnName = "Latent" }, "ConditionColumnName is 'Latent', the same as the input column; must be a different name." },
        { Some() with { ConditionColumnName = "X", InputColumnName = "X" }, "ConditionColumnName is 'X', the same as the input column; must be a different name." },
        { Some() with { ConditionColumnName = "Latent", InputColumnName = "X" }, "ConditionColumnName is 'Latent', the same as OutputColumnName; must be a different name." },
        { Quantized() with { LatentDimension = 15 }, "LatentDimension is 15; must be a multiple of 4, the number of codebook groups." },
        { Quantized() with { LatentDimension = 2 }, "LatentDimension is 2; must be a multiple of 4, the number of codebook groups." },
        { Some() with { LatentIndexColumnName = "X" }, "LatentIndexColumnName is 'X'; must be null, because the objective (ELBO with β = 1) has no codebook." },
        { Some() with { LatentIndexColumnName = "X", Objective = Objective.Autoencoder }, "LatentIndexColumnName is 'X'; must be null, because the objective (Autoencoder) has no codebook." },
        { Quantized() with { LatentLogVarianceColumnName = "X" }, "LatentLogVarianceColumnName is 'X'; must be null, because the objective (Vector quantisation by 8 vectors in 4 groups, commitment 0.25, decay 0.99) has no Gaussian posterior." },
        { Quantized() with { LatentSampleColumnName = "X" }, "LatentSampleColumnName is 'X'; must be null, because the objective (Vector quantisation" },
        { Some() with { LatentLogVarianceColumnName = "Latent" }, "LatentLogVarianceColumnName is 'Latent', the same as OutputColumnName; must be a different name." },
        { Some() with { LatentSampleColumnName = "Latent" }, "LatentSampleColumnName is 'Latent', the same as OutputColumnName; must be a different name." },
        { Some() with { SampleColumnName = "X", ReconstructionColumnName = "X" }, "SampleColumnName is 'X', the same as ReconstructionColumnName; must be a different name." },
        { Some() with { ScoreColumnName = "X", SampleColumnName = "X" }, "ScoreColumnName is 'X', the same as SampleColumnName; must be a different name." },
        { Some() with { ScoreColumnName = "X", PredictedLabelColumnName = "X" }, "PredictedLabelColumnName is 'X', the same as ScoreColumnName; must be a different name." },
        { Some() with { Contamination = 0 }, "Contamination is 0; must be in (0, 0.5]." },
        { Some() with { Contamination = 0.51 }, "Contamination is 0.51; must be in (0, 0.5]." },
        { Some() with { Contamination = double.NaN }, "Contamination is NaN; must be in (0, 0.5]." },
        { Some() with { OnInvalidTrainingRow = (InvalidRowBehavior)7 }, "OnInvalidTrainingRow is 7; must be Throw or Skip." },
        { Some() with { OnMissingValue = MissingValueBehavior.Impute, Likelihood = Likelihood.Mixed() }, "OnMissingValue is Impute; must be Throw with the mixed likelihood." },
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

        message.ShouldContain("ScoreColumnName is 'Latent', the same as OutputColumnName; must be a different name. ");
        message.ShouldContain("SampleColumnName is 'Latent', the same as OutputColumnName; must be a different name. ");
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
