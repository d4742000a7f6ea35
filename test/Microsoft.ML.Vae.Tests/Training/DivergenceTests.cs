using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Training;

[Trait("trap", "10")]
public class DivergenceTests
{
    private static readonly IDataView _view = PixelViews.OfBytes(new MLContext(), LearnableImages.Bytes(100, 24));

    [Theory, Trait("case", "19")]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_HugeLearningRate_SaysWhatHappenedAndWhen(bool gaussian)
    {
        VaeOptions options = TestOptions.Small with
        {
            LearningRate = 1e6,
            Epochs = 10,
            Likelihood = gaussian ? Likelihood.Gaussian() : Likelihood.Bernoulli,
            Network = Network.FullyConnected([64, 64, 64]),
        };
        var thrown = Should.Throw<TrainingDivergedException>(() => options.Fit(_view));
        thrown.Epoch.ShouldBeInRange(1, 10);
        thrown.Message.ShouldStartWith(FormattableString.Invariant($"Training diverged: the loss of epoch {thrown.Epoch} is "));
        thrown.Message.ShouldContain("Lower LearningRate");
    }

    [Fact]
    public void Fit_CanceledAfterItsWeightsWereLost_KeepsNoModelThatCouldNotBeLoaded()
    {
        using var source = new CancellationTokenSource();
        VaeOptions options = TestOptions.Small with
        {
            LearningRate = 1e6,
            Network = Network.FullyConnected([64, 64, 64]),
            BatchSize = 10,
            Likelihood = new CancelingLikelihood(at: 8, source.Cancel),
            CancellationToken = source.Token,
            OnCancellation = CancellationBehavior.KeepBest,
        };

        var thrown = Should.Throw<TrainingDivergedException>(() => options.Fit(_view));

        thrown.Epoch.ShouldBe(1);
        thrown.Message.ShouldStartWith("Training diverged: the loss of epoch 1 is NaN after step ");
    }

    [Fact]
    public void Fit_TooLargeAStepThatStaysFinite_EndsInAModelWithFiniteLatents()
    {
        using VaeTransformer model = (TestOptions.Small with { LearningRate = 0.3, Epochs = 20 }).Fit(_view);
        model.Transform(_view).Vectors(TinyModel.Mean).ShouldAllBe(row => row.All(float.IsFinite));
    }

    [Fact, Trait("trap", "6")]
    public void Fit_HugeBeta_CollapsesThePosteriorOntoThePrior()
    {
        using VaeTransformer model = (TestOptions.Small with { Objective = Objective.Elbo(1e3), LearningRate = 0.01, Epochs = 60 }).Fit(_view);
        VaeMetrics metrics = model.Evaluate(_view);
        metrics.ActiveUnits.ShouldBe(0);
        metrics.KlDivergence.ShouldBeInRange(0, 0.05);   // far below the nats that β = 0 spends, see below
    }

    [Fact, Trait("trap", "6")]
    public void Fit_NoBeta_SpendsMoreNatsThanBetaOne()
    {
        double Divergence(double beta)
        {
            using VaeTransformer model = (TestOptions.Small with { Objective = Objective.Elbo(beta), LearningRate = 0.01, Epochs = 30 }).Fit(_view);
            return model.Evaluate(_view).KlDivergence;
        }

        Divergence(0).ShouldBeGreaterThan(2 * Divergence(1));
    }
}
