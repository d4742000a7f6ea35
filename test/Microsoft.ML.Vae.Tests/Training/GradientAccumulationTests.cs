using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Objectives;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Tests.Objectives;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>Fits whose steps have several batches.</summary>
public sealed class GradientAccumulationTests : CancelableFit
{
    // Without noise, and with a rule that does not hide a wrong scale.
    private static readonly VaeOptions _large = TestOptions.Tiny with
    {
        Objective = Objective.Autoencoder, Likelihood = Likelihood.Gaussian(), BatchSize = 24, Epochs = 4,
        Optimizer = Optimizer.Sgd(), LearningRate = 0.01, LearningRateSchedule = LearningRateSchedule.Cosine(warmupSteps: 5),
    };

    public static TheoryData<TrainingEngine, double?, int> Fits => new()
    {
        { TrainingEngine.Fused, null, 72 },
        { TrainingEngine.Fused, 0.5, 70 },      // a last step of 8, 8 and 6 rows
        { TrainingEngine.Autograd, 0.5, 58 },   // of 8 and 2
        { TrainingEngine.Autograd, null, 73 },   // a last batch of 9, since one row alone joins it
        { TrainingEngine.Fused, null, 5 },
    };

    [Theory]
    [MemberData(nameof(Fits))]
    public void Fit_ThreeBatchesPerStep_EqualsThriceTheBatch(TrainingEngine engine, double? maximumNorm, int rows)
    {
        VaeOptions options = _large with { Engine = engine, MaximumGradientNorm = maximumNorm };
        using VaeTransformer expected = options.Fit(TestImages.View(rows));
        using VaeTransformer actual = (options with { BatchSize = 8, GradientAccumulationSteps = 3 }).Fit(TestImages.View(rows));

        Weights.Of(actual).ShouldBeCloseTo(Weights.Of(expected));
        actual.Report.Steps.ShouldBe(expected.Report.Steps);
        actual.History.Select(epoch => epoch.Rows).ShouldAllBe(count => count == rows);
        actual.History.Select(epoch => epoch.NegativeElbo).ShouldBe(expected.History.Select(epoch => epoch.NegativeElbo), tolerance: 1e-4);
        actual.Report.Options[nameof(VaeOptions.GradientAccumulationSteps)].ShouldBe("3");
    }

    [Theory]
    [InlineData(TrainingEngine.Fused)]
    [InlineData(TrainingEngine.Autograd)]
    public void Fit_ThreeBatchesOfImagesPerStep_EqualsThriceTheBatch(TrainingEngine engine)
    {
        VaeOptions options = _large with
        {
            Network = Network.Convolutional([16, 16], activation: Activation.Silu), Image = LearnableImages.Layout, Engine = engine, Epochs = 2,
            LearningRate = 1e-3,
        };
        using VaeTransformer expected = options.Fit(LearnableImages.View());
        using VaeTransformer actual = (options with { BatchSize = 8, GradientAccumulationSteps = 3 }).Fit(LearnableImages.View());

        Weights.Of(actual).ShouldBeCloseTo(Weights.Of(expected));
    }

    /// <summary>The codebook's picks are drawn, but as often.</summary>
    [Fact]
    public void Fit_CodebookAndThreeBatchesPerStep_EqualsThriceTheBatch()
    {
        VaeOptions options = _large with { Objective = Objective.VectorQuantization(5), LearningRate = 1e-3 };
        using VaeTransformer expected = options.Fit(TestImages.View(70));
        using VaeTransformer actual = (options with { BatchSize = 8, GradientAccumulationSteps = 3 }).Fit(TestImages.View(70));

        Weights.All(actual).ShouldBeCloseTo(Weights.All(expected));
    }

    [Fact]
    public void Fit_SeveralBatchesPerStep_TellsEachWhereTheStepStands()
    {
        var objective = new RecordingObjective();
        (TestOptions.Tiny with { Objective = objective, BatchSize = 10, GradientAccumulationSteps = 3 }).Fit(TestImages.View(50)).Dispose();

        objective.Positions.ShouldBe([.. new[] { 0, 0, 0, 0.6, 0.6, 1, 1, 1, 1.6, 1.6 }.Select(epochs => new TrainingPosition(epochs, 50))]);
    }

    [Theory]
    [InlineData("normalization")]
    [InlineData("variance")]
    [InlineData("codebook")]
    public void Fit_CanceledWithinAStep_HasAllThatTheStepBeforeLeft(string kind)
    {
        VaeOptions options = Endless(CancellationBehavior.KeepBest) with { BatchSize = 10, GradientAccumulationSteps = 3 };
        options = kind switch
        {
            "codebook" => options with { Objective = Objective.VectorQuantization(5) },
            "variance" => options,
            _ => options with { Network = Network.Convolutional([4], normalization: Normalization.Batch), Image = new ImageLayout(3, 4, 1) },
        };

        float[][] expected = CanceledAfter(batches: 6), actual = CanceledAfter(batches: 8), later = CanceledAfter(batches: 9);

        FloatAssert.ShouldBeBitEqual(actual, expected);
        later.Zip(expected).ShouldContain(pair => !pair.First.SequenceEqual(pair.Second));

        float[][] CanceledAfter(int batches)
        {
            using var source = new CancellationTokenSource();
            Likelihood likelihood = kind == "variance"
                ? Likelihood.GaussianWithOptimalVariance()
                : new CancelingLikelihood(batches, source.Cancel);
            VaeOptions canceled = options with { Likelihood = likelihood, CancellationToken = source.Token };
            if (kind == "variance")
                canceled = canceled with { Objective = new CancelingObjective(batches, source.Cancel) };
            using VaeTransformer model = canceled.Fit(TestImages.View(200));
            model.History.ShouldBeEmpty();
            return Weights.All(model);
        }
    }

    [Theory, Trait("trap", "25")]
    [InlineData(false)]
    [InlineData(true)]
    public void Update_AHundredTimes_LeavesNoTensorBehind(bool isQuantized)
    {
        using VaeNetwork network = Models.Network(isQuantized
            ? Architectures.Dense(72, [8], 2, [8]) with { Latent = Objective.VectorQuantization(5).Latent }
            : Architectures.Convolutional(LearnableImages.Layout, [4, 6], normalization: Normalization.Batch));
        using var noise = new Generator(1, CPU);
        Objective objective = isQuantized ? Objective.VectorQuantization(5) : Objective.Elbo();
        var descent = new GradientDescent(network.parameters(), Optimizer.Adam(), LearningRate.Fixed(1e-3), maximumNorm: 1);
        using var engine = new AutogradEngine(network, Likelihood.Gaussian(), objective, descent, noise) { StepRows = 12 };
        using DisposeScope scope = NewDisposeScope();
        Tensor x = TensorValues.Matrix(LearnableImages.Singles(5, 72));
        LiveTensors.ShouldStayFlat(100, () =>
        {
            engine.Add(x, default);
            engine.Discard();
            engine.Add(x, default);
            engine.Add(x, default);
            engine.Update();
            engine.ReadSums();
        });
    }

    /// <summary>The ELBO, which does something in a batch.</summary>
    private sealed class CancelingObjective(int at, Action action) : Objective
    {
        private readonly Objective _elbo = Elbo();
        private int _batches;

        internal override Tensor Loss(ObjectiveBatch batch, TrainingPosition position)
        {
            if (++_batches == at)
                action();
            return _elbo.Loss(batch, position);
        }
    }
}
