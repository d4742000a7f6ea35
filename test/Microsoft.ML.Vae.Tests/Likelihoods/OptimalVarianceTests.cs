using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Tests.Networks.Custom;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Likelihoods;

/// <summary>σ² in closed form (Rybkin et al., 2021): the mean squared error of the batch.</summary>
public class OptimalVarianceTests
{
    private const double Floor = 0.01;

    private static readonly Likelihood _likelihood = Likelihood.GaussianWithOptimalVariance(Floor);

    [Fact]
    public void Learn_Batch_GivesTheLeastLossThatOneVarianceCan()
    {
        (double[][] means, double[][] x) = Batch();
        using DisposeScope scope = NewDisposeScope();
        double loss = Loss(Fresh(), TensorValues.Matrix(means), TensorValues.Matrix(x)).sum().item<float>();

        double meanSquare = MeanSquare(means, x);
        double At(double variance) => 0.5 * means.Length * means[0].Length * (Math.Log(2 * Math.PI * variance) + meanSquare / variance);
        loss.ShouldBe(At(meanSquare + Floor * Floor), 1e-3);   // the smooth bound adds its square; single precision
        foreach (double factor in (double[])[0.9, 0.97, 1.03, 1.1])
            At(meanSquare * factor).ShouldBeGreaterThan(loss);
    }

    [Fact]
    public void Gradient_OfTheMeans_IsThatOfTheClosedForm()
    {
        (double[][] means, double[][] x) = Batch();
        using DisposeScope scope = NewDisposeScope();
        Tensor output = TensorValues.Matrix(means).requires_grad_();
        Loss(Fresh(), output, TensorValues.Matrix(x)).sum().backward();
        double[] actual = TensorValues.ToDoubles(output.grad!);

        for (int i = 0; i < 12; i++)
        {
            double expected = (Closed(i, 1e-5) - Closed(i, -1e-5)) / 2e-5;
            actual[i].ShouldBe(expected, 1e-4 * (1 + Math.Abs(expected)));   // single precision
        }

        // N D / 2 (log 2π + log σ² + 1) with σ² the mean squared error and the bound's square.
        double Closed(int index, double step)
        {
            double[][] moved = [.. means.Select(row => (double[])row.Clone())];
            moved[index / 6][index % 6] += step;
            return 0.5 * 12 * Math.Log(MeanSquare(moved, x) + Floor * Floor);
        }
    }

    [Fact]
    public void Learn_SeveralBatches_KeepsTheirRunningAverage()
    {
        using DisposeScope scope = NewDisposeScope();
        BatchVariance variance = Fresh();
        Tensor x = zeros(2, 6);
        foreach (double error in (double[])[0.5, 0.3, 0.1])
            variance.Learn(cat([full(2, 6, error), zeros(2, 1)], 1), x);

        double expected = 0.9 * (0.9 * 0.25 + 0.1 * 0.09) + 0.1 * 0.01;
        TensorValues.ToDoubles(variance.Append(x))[6].ShouldBe(Math.Log(expected), 1e-5);
    }

    [Fact]
    public void Learn_MissingPixels_AveragesOverTheOthers()
    {
        using DisposeScope scope = NewDisposeScope();
        BatchVariance variance = Fresh();
        Tensor x = TensorValues.Matrix([[0, double.NaN, 0, double.NaN, 0, double.NaN], [0, 0, 0, 0, 0, 0]]);

        variance.Learn(cat([full(2, 6, 0.5), zeros(2, 1)], 1), x);

        TensorValues.ToDoubles(variance.Append(zeros(2, 6)))[6].ShouldBe(Math.Log(0.25), 1e-5);
    }

    [Fact]
    public void Fit_NoiseOfKnownWidth_FindsItWithoutTraining()
    {
        var random = new Random(3);
        float[][] rows = [.. Enumerable.Range(0, 640).Select(_ => Enumerable.Range(0, 10).Select(_ => 0.2f * (float)Normal(random)).ToArray())];
        VaeOptions options = TestOptions.Frozen with { Network = Network.Linear, LatentDimension = 1, Likelihood = _likelihood, Objective = Objective.Autoencoder };
        using VaeTransformer model = options.Fit(PixelViews.OfSingles(new MLContext(), rows));

        double variance = TensorValues.ToDoubles(model.Model.Network.state_dict()["variance.mean_square"])[0];
        variance.ShouldBe(model.Evaluate(PixelViews.OfSingles(new MLContext(), rows)).SquaredErrorPerPixel, 0.01);   // 19 batches of 160 numbers
    }

    [Theory]
    [InlineData("fully connected")]
    [InlineData("convolutional")]
    [InlineData("importance-weighted")]
    public void Fit_EveryKindOfModel_LearnsAndComesBackFromAFile(string kind)
    {
        VaeOptions options = TestOptions.ForImages with
        {
            Likelihood = _likelihood,
            Network = kind == "convolutional" ? Network.Convolutional([4, 4]) : Network.FullyConnected([16]),
            Objective = kind == "importance-weighted" ? Objective.ImportanceWeighted(3) : Objective.Elbo(),
            SampleColumnName = "Sample",
            Epochs = 8,
        };
        using VaeTransformer model = options.Fit(LearnableImages.View());
        using var loaded = (VaeTransformer)SavedModel.Of(model).Load();

        model.History[^1].NegativeElbo.ShouldBeLessThan(model.History[0].NegativeElbo - 1);
        model.Report!.ToString().ShouldContain("GaussianWithOptimalVariance(σ ≥ 0.01)");
        loaded.Transform(LearnableImages.View()).Values<float>(AllColumns.Score).ShouldBe(model.Transform(LearnableImages.View()).Values<float>(AllColumns.Score));
        loaded.Evaluate(LearnableImages.View(), 1).NegativeElbo.ShouldBe(model.Evaluate(LearnableImages.View(), 1).NegativeElbo);
        loaded.Sample(3, seed: 1).Vectors("Sample").ShouldBe(model.Sample(3, seed: 1).Vectors("Sample"));
    }

    [Fact]
    public void Fit_CustomNetwork_GivesNoVarianceItself()
    {
        var context = new MLContext();
        context.ComponentCatalog.RegisterVaeNetwork(CustomNetworks.Name, CustomNetworks.Dense);
        VaeOptions options = TestOptions.Tiny with { Likelihood = _likelihood, Network = Network.Custom(CustomNetworks.Name) };
        using VaeTransformer model = options.Fit(TestImages.View(70), null, context);

        model.Evaluate(TestImages.View(70)).NegativeElbo.ShouldBeInRange(-20, 20);
        model.Model.Network.state_dict().Keys.ShouldContain("variance.mean_square");
    }

    [Fact]
    public void Fit_FusedEngine_IsRefusedWithTheReason() =>
        Should.Throw<InvalidOperationException>(() => (TestOptions.Tiny with { Likelihood = _likelihood, Engine = TrainingEngine.Fused }).Fit(TestImages.View(9)))
            .Message.ShouldContain("Engine is Fused, which cannot train this model: the likelihood is GaussianWithOptimalVariance(σ ≥ 0.01). Use Auto.");

    [Fact]
    public void Fit_InterruptedAtEveryStep_EqualsTheUninterruptedFit()
    {
        using var folder = new TemporaryFolder();
        VaeOptions options = TestOptions.Tiny with { Likelihood = _likelihood, RestoreBestWeights = true };
        using VaeTransformer expected = options.Fit(TestImages.View(70));

        (VaeTransformer model, _) = CheckpointedFit.FitInPieces(options, folder.FullName, TestImages.View(70));

        CheckpointedFit.ShouldBe(model, expected);
        FloatAssert.ShouldBeBitEqual(Weights.All(model), Weights.All(expected));
        model.Dispose();
    }

    private static BatchVariance Fresh() => new(new LayerFactory(new Generator(1, CPU), CPU));

    private static Tensor Loss(BatchVariance variance, Tensor means, Tensor x) =>
        _likelihood.NegativeLogLikelihood(variance.Learn(cat([means, zeros(means.size(0), 1)], 1), x), x);

    private static (double[][] Means, double[][] X) Batch()
    {
        var random = new Random(4);
        return (LikelihoodRunner.Random(random, 2, 6, -1, 1), LikelihoodRunner.Random(random, 2, 6, -1, 1));
    }

    private static double MeanSquare(double[][] means, double[][] x) =>
        means.Zip(x).SelectMany(rows => rows.First.Zip(rows.Second, (m, v) => (m - v) * (m - v))).Average();

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
