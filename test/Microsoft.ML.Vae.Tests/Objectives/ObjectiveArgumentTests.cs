using System.Globalization;

namespace Microsoft.ML.Vae.Tests.Objectives;

[Trait("case", "2")]
public class ObjectiveArgumentTests
{
    public static TheoryData<Action, string> Bad => new()
    {
        { () => Objective.Elbo(-1), "beta is -1; must be in [0, 1000000]." },
        { () => Objective.Elbo(double.NaN), "beta is NaN; must be in [0, 1000000]." },
        { () => BetaSchedule.Constant(double.PositiveInfinity), "must be in [0, 1000000]." },
        { () => BetaSchedule.Linear(1, 0), "epochs is 0; must be in (0, 1000000]." },
        { () => BetaSchedule.Linear(-1, 1), "beta is -1; must be in [0, 1000000]." },
        { () => BetaSchedule.Cyclical(1, 0), "cycles is 0; must be in [1, 1000]." },
        { () => BetaSchedule.Cyclical(1, 2, -1), "cycleEpochs is -1; must be in (0, 1000000]." },
        { () => BetaSchedule.Cyclical(1, 2, 1, 1.5), "ramp is 1.5; must be in (0, 1]." },
        { () => Objective.FreeBits(-0.1), "nats is -0.1; must be in [0, 1000000]." },
        { () => Objective.Capacity(-1), "nats is -1; must be in [0, 1000000]." },
        { () => Objective.Capacity(1, double.NaN), "epochs is NaN; must be in (0, 1000000]." },
        { () => Objective.Capacity(1, 1, 2e6), "gamma is 2000000; must be in [0, 1000000]." },
        { () => Objective.TotalCorrelation(-1), "beta is -1; must be in [0, 1000000]." },
        { () => Objective.TotalCorrelation(1, -1), "alpha is -1; must be in [0, 1000000]." },
        { () => Objective.TotalCorrelation(1, 1, -1), "gamma is -1; must be in [0, 1000000]." },
        { () => Objective.InfoVae(1.5), "alpha is 1.5; must be in [-1000000, 1]." },
        { () => Objective.InfoVae(0, 0.5), "lambda is 0.5; must be in [1, 1000000]." },
        { () => Objective.InfoVae(0, 10, (MmdKernel)9), "kernel is 9; must be Gaussian or InverseMultiquadratic." },
        { () => Objective.WassersteinAutoencoder(0), "lambda is 0; must be in (0, 1000000]." },
        { () => Objective.ImportanceWeighted(0), "samples is 0; must be in [1, 1000]." },
        { () => Objective.ImportanceWeighted(1001), "samples is 1001; must be in [1, 1000]." },
        { () => Objective.VectorQuantization(1), "vectors is 1; must be in [2, 65536]." },
        { () => Objective.VectorQuantization(65_537), "vectors is 65537; must be in [2, 65536]." },
        { () => Objective.VectorQuantization(8, 0), "groups is 0; must be in [1, 4096]." },
        { () => Objective.VectorQuantization(8, 4097), "groups is 4097; must be in [1, 4096]." },
        { () => Objective.VectorQuantization(8, 1, -0.5), "commitment is -0.5; must be in [0, 1000000]." },
        { () => Objective.VectorQuantization(8, 1, double.NaN), "commitment is NaN; must be in [0, 1000000]." },
        { () => Objective.VectorQuantization(8, 1, 0.25, 1), "decay is 1; must be in [0, 1)." },
        { () => Objective.VectorQuantization(8, 1, 0.25, -0.1), "decay is -0.1; must be in [0, 1)." },
        { () => Objective.VectorQuantization(8, 1, 0.25, double.NaN), "decay is NaN; must be in [0, 1)." },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void Factory_BadNumber_SaysWhichAndItsRange(Action make, string message)
    {
        using var culture = new CultureScope("de-DE");
        Should.Throw<ArgumentOutOfRangeException>(make).Message.ShouldContain(message);
    }

    [Fact]
    public void Elbo_NullSchedule_IsRefused() => Should.Throw<ArgumentNullException>(() => Objective.Elbo(null!)).ParamName.ShouldBe("beta");

    [Fact]
    public void VariationalAutoencoder_MoreDrawsThanFit_NamesTheLargestBatch() =>
        Message(Some with { BatchSize = 2000, Objective = Objective.ImportanceWeighted(1000) }).ShouldContain("BatchSize is 2000; must be at most 1048 with 1000 draws per row.");

    [Fact]
    public void VariationalAutoencoder_MorePairsThanFit_NamesTheLargestBatch()
    {
        Message(Some with { BatchSize = 2049, LatentDimension = 16, Objective = Objective.TotalCorrelation() })
            .ShouldContain("BatchSize is 2049; must be at most 2048, because the objective compares all rows of a batch.");
        Message(Some with { BatchSize = 8193, Objective = Objective.InfoVae() }).ShouldContain("must be at most 8192");
        Should.NotThrow(() => new MLContext().Transforms.VariationalAutoencoder(Some with { BatchSize = 2048, LatentDimension = 16, Objective = Objective.TotalCorrelation() }));
    }

    [Fact]
    public void ToString_EveryObjective_SaysWhatItWeighs()
    {
        using var culture = new CultureScope("de-DE");
        Objective.Elbo(0.5).ToString().ShouldBe("ELBO with β = 0.5");
        Objective.Elbo(BetaSchedule.Linear(0.5, 2.5)).ToString().ShouldBe("ELBO with β = 0.5 after 1 × 2.5 epochs");
        Objective.InfoVae(0.5, 10).ToString().ShouldBe("0.5 · KL + 9.5 · MMD, Gaussian kernel");
        Objective.ImportanceWeighted(7).ToString().ShouldBe("Importance-weighted bound of 7 draws, doubly reparameterised");
        Objective.VectorQuantization(8, 2, 0.5, 0.9).ToString().ShouldBe("Vector quantisation by 8 vectors in 2 groups, commitment 0.5, decay 0.9");
        CultureInfo.CurrentCulture.Name.ShouldBe("de-DE");
    }

    private static VaeOptions Some => new() { OutputColumnName = "Latent" };

    private static string Message(VaeOptions options) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new MLContext().Transforms.VariationalAutoencoder(options)).Message;
}
