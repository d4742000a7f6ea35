using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>What is said, and kept, of a fit whose loss stops being a number at a step that the test chooses.</summary>
[Trait("trap", "10")]
[Trait("case", "19")]
public class DivergedFitTests
{
    private static readonly VaeOptions _options = TestOptions.Tiny with { Epochs = 5, BatchSize = 10, Engine = TrainingEngine.Autograd };   // the likelihoods are known to it alone

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 1)]
    [InlineData(11, 2)]
    [InlineData(37, 4)]
    public void Fit_LossIsNoNumber_ThrowsWithTheEpochAndTheStep(int step, int epoch)
    {
        var thrown = Should.Throw<TrainingDivergedException>(() => Fit(_options with { Likelihood = new PoisonedLikelihood(step) }));

        (thrown.Epoch, thrown.Step).ShouldBe((epoch, step));
        thrown.Message.ShouldStartWith(FormattableString.Invariant($"Training diverged: the loss of epoch {epoch} is NaN after step {step}. Lower LearningRate"));
    }

    [Theory]
    [InlineData(5, 2, 1)]
    [InlineData(10, 4, 1)]   // alone in its step
    [InlineData(11, 5, 2)]
    public void Fit_LossOfABatchWithinAStepIsNoNumber_ThrowsWithTheStep(int batch, int step, int epoch)
    {
        var thrown = Should.Throw<TrainingDivergedException>(
            () => Fit(_options with { Likelihood = new PoisonedLikelihood(batch), GradientAccumulationSteps = 3 }));

        (thrown.Epoch, thrown.Step).ShouldBe((epoch, step));
    }

    [Fact]
    public void Fit_LossIsNoNumberAndTheBestIsKept_HasTheWeightsOfTheLastGoodEpoch()
    {
        var context = new MLContext();
        var log = new Log(context);
        VaeOptions options = _options with { Likelihood = new PoisonedLikelihood(37), OnDivergence = DivergenceBehavior.KeepBest };
        using VaeTransformer model = Fit(options, context), whole = Fit(_options);
        int best = whole.History.Take(3).MinBy(epoch => epoch.NegativeElbo)!.Epoch;
        using VaeTransformer expected = Fit(_options with { Epochs = best });

        Weights.Of(model).ShouldBe(Weights.Of(expected));
        model.History.ShouldBe(whole.History.Take(3));
        (model.Report!.End, model.Report.WeightsEpoch, model.Report.Steps).ShouldBe((TrainingStopReason.Diverged, best, 37));
        log.Warnings.Select(message => message.RawMessage).ShouldContain(text =>
            text.StartsWith("Training diverged: the loss of epoch 4 is NaN after step 37.", StringComparison.Ordinal)
            && text.EndsWith(FormattableString.Invariant($"The weights of epoch {best} are kept."), StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_LossIsNoNumberInTheFirstEpoch_ThrowsThoughTheBestIsKept() =>
        Should.Throw<TrainingDivergedException>(() => Fit(_options with { Likelihood = new PoisonedLikelihood(4), OnDivergence = DivergenceBehavior.KeepBest }))
            .Epoch.ShouldBe(1);

    [Fact]
    public void Fit_HugeLearningRateAndClipping_StaysFinite()
    {
        // One step of length 1 at most where gradients of thousands would throw the weights far away.
        VaeOptions options = _options with { Optimizer = Optimizer.Sgd(0), LearningRate = 0.01, MaximumGradientNorm = 1, Epochs = 10 };
        VaeOptions unclipped = options with { MaximumGradientNorm = null, LearningRate = 100, Likelihood = Likelihood.Gaussian() };
        using VaeTransformer model = Fit(options);

        model.History[^1].NegativeElbo.ShouldBeLessThan(model.History[0].NegativeElbo);
        Should.Throw<TrainingDivergedException>(() => Fit(unclipped));
        using VaeTransformer clipped = Fit(unclipped with { MaximumGradientNorm = 1e-4 });
        clipped.History.Count.ShouldBe(10);
    }

    private static VaeTransformer Fit(VaeOptions options, MLContext? context = null) =>
        (context ?? new MLContext()).Transforms.VariationalAutoencoder(options).Fit(TestImages.View(100));

    /// <summary>Bernoulli's, but for a step at which it is not a number.</summary>
    private sealed class PoisonedLikelihood(int at) : Likelihood
    {
        private int _steps;

        internal override PixelDomain PixelDomain => Bernoulli.PixelDomain;

        internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x)
        {
            Tensor loss = Bernoulli.NegativeLogLikelihood(decoded, x);
            return ++_steps == at ? loss.mul(double.NaN) : loss;
        }

        internal override Tensor LeastPixelLosses(Tensor decoded, Tensor x) => Bernoulli.LeastPixelLosses(decoded, x);

        internal override Tensor PixelExcess(Tensor decoded, Tensor x) => Bernoulli.PixelExcess(decoded, x);

        internal override Tensor Mean(Tensor decoded) => Bernoulli.Mean(decoded);
    }
}
