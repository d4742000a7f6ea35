using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Objectives;

/// <summary>Fits of well under a second each, of which only the direction is asked.</summary>
public class ObjectiveTrainingTests
{
    private static readonly VaeEvaluationOptions _everything = new() { SampleSeed = 1, ImportanceSamples = 20, InformationSamples = 200 };
    private static readonly float[][] _rows = LearnableImages.Singles(256, 12);

    [Fact]
    public void Fit_ElboObjective_IsBitEqualToBeta()
    {
        using VaeTransformer beta = Fit(Short with { Objective = Objective.Elbo(0.3) });
        using VaeTransformer objective = Fit(Short with { Objective = Objective.Elbo(0.3) });
        FloatAssert.ShouldBeBitEqual(Weights.Of(objective), Weights.Of(beta));
        FloatAssert.ShouldBeBitEqual(Weights.Of(Fit(Short with { Objective = Objective.Elbo() })), Weights.Of(Fit(Short)));
    }

    [Fact]
    public void Fit_WarmUp_IsBetweenNoneAndItsEnd()
    {
        double slow = Divergence(Objective.Elbo(BetaSchedule.Linear(beta: 10, epochs: 1000)));
        double quick = Divergence(Objective.Elbo(BetaSchedule.Linear(beta: 10, epochs: 1)));
        double full = Divergence(Objective.Elbo(10));
        double none = Divergence(Objective.Elbo(0));
        full.ShouldBeLessThan(slow);
        quick.ShouldBeLessThan(slow);
        slow.ShouldBeLessThan(none);
    }

    [Fact]
    public void Fit_FreeBits_KeepsTheNatsThatTheElboLoses()
    {
        VaeMetrics elbo = Evaluate(Objective.Elbo(100)), free = Evaluate(Objective.FreeBits(0.5, BetaSchedule.Constant(100)));
        elbo.KlDivergence.ShouldBeLessThan(0.2);
        free.KlDivergence.ShouldBeInRange(0.75, 1.8);   // of 3 dimensions with 0.5 each, and little more
    }

    [Theory, Trait("trap", "5")]
    [InlineData(1)]
    [InlineData(4)]
    public void Fit_Capacity_EndsAtIt(double nats) =>
        Divergence(Objective.Capacity(nats, epochs: 5, gamma: 100)).ShouldBe(nats, 0.5);

    [Fact]
    public void Fit_TotalCorrelation_PressesItDown()
    {
        VaeMetrics loose = Evaluate(Objective.TotalCorrelation(beta: 0, alpha: 0, gamma: 0.1));
        VaeMetrics tight = Evaluate(Objective.TotalCorrelation(beta: 30, alpha: 0, gamma: 0.1));
        tight.TotalCorrelation!.Value.ShouldBeLessThan(loose.TotalCorrelation!.Value / 2);
    }

    [Theory]
    [InlineData(MmdKernel.Gaussian)]
    [InlineData(MmdKernel.InverseMultiquadratic)]
    public void Fit_WassersteinAutoencoder_BringsTheCodesToThePrior(MmdKernel kernel)
    {
        SpreadError(Objective.WassersteinAutoencoder(lambda: 300, kernel)).ShouldBeLessThan(SpreadError(Objective.WassersteinAutoencoder(lambda: 1e-3, kernel)) / 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_ImportanceWeighted_RaisesItsBound(bool doublyReparameterised)
    {
        Objective objective = Objective.ImportanceWeighted(5, doublyReparameterised);
        using VaeTransformer before = Fit(Short with { Objective = objective, LearningRate = 1e-30 });
        using VaeTransformer after = Fit(Long with { Objective = objective });
        Bound(after).ShouldBeGreaterThan(Bound(before) + 1);
        after.History[^1].NegativeElbo.ShouldBeLessThan(after.History[0].NegativeElbo);
        after.History[^1].Rows.ShouldBe(_rows.Length);
    }

    [Fact, Trait("trap", "14")]
    public void Fit_LastBatchOfOneRow_StaysFinite()
    {
        Objective[] objectives =
        [
            Objective.FreeBits(), Objective.Capacity(), Objective.TotalCorrelation(), Objective.InfoVae(), Objective.WassersteinAutoencoder(),
            Objective.ImportanceWeighted(3), Objective.Elbo(BetaSchedule.Cyclical()),
        ];
        foreach (Objective objective in objectives)
        {
            VaeOptions options = Short with { Objective = objective, BatchSize = 16 };
            using VaeTransformer model = options.Fit(PixelViews.OfSingles(new MLContext(), _rows[..33]));
            Weights.Of(model).SelectMany(weights => weights).ShouldAllBe(value => float.IsFinite(value), objective.ToString());
            model.History[^1].Rows.ShouldBe(33);
        }
    }

    private static VaeOptions Short => TestOptions.Small with { Likelihood = Likelihood.Gaussian(0.1), LearningRate = 0.01 };

    private static VaeOptions Long => Short with { Epochs = 30 };

    private static VaeTransformer Fit(VaeOptions options) => options.Fit(PixelViews.OfSingles(new MLContext(), _rows));

    private static VaeMetrics Evaluate(Objective objective)
    {
        using VaeTransformer model = Fit(Long with { Objective = objective });
        return model.Evaluate(PixelViews.OfSingles(new MLContext(), _rows), _everything);
    }

    private static double Divergence(Objective objective) => Evaluate(objective).KlDivergence;

    private static double Bound(VaeTransformer model) =>
        model.Evaluate(PixelViews.OfSingles(new MLContext(), _rows), _everything).ImportanceWeightedLogLikelihood!.Value;

    /// <summary>How far the codes' second moment is from the prior's 1, as a ratio.</summary>
    private static double SpreadError(Objective objective)
    {
        VaeOptions options = Long with { Objective = objective, LatentSampleColumnName = "Draw" };
        IDataView data = PixelViews.OfSingles(new MLContext(), _rows);
        using VaeTransformer model = options.Fit(data);
        double moment = model.Transform(data).Vectors("Draw").SelectMany(code => code).Average(value => (double)value * value);
        return Math.Abs(Math.Log(moment));
    }
}
