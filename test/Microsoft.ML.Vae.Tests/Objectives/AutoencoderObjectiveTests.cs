using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Tests.Networks;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Objectives;

public class AutoencoderObjectiveTests
{
    private const double NoStep = 1e-30;   // no weight in single precision moves

    private static readonly VaeArchitecture _architecture = Architectures.Dense(12, [7], 3, [5]) with { Latent = BottleneckSpec.Point };
    private static readonly float[][] _rows = LearnableImages.Singles(20, 12);
    private static readonly VaeOptions _options = TestOptions.ForImages with { Objective = Objective.Autoencoder, Network = Network.FullyConnected([12]) };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Step_AnyLikelihood_HasTheLossAtTheMean(bool gaussian)
    {
        using VaeNetwork network = Models.Network(_architecture);
        var reference = new ReferenceVae(network);
        double expected = _rows.Select(row => Array.ConvertAll(row, pixel => (double)pixel)).Average(x => gaussian
            ? ReferenceLoss.Gaussian(reference.Decode(reference.Mean(x)), x, 0.3)
            : ReferenceLoss.Bernoulli(reference.Decode(reference.Mean(x)), x));

        LossSums sums = Steps(network, gaussian ? Likelihood.Gaussian(0.3) : Likelihood.Bernoulli, noiseSeed: 1, NoStep);

        sums.MeanReconstruction.ShouldBe(expected, 1e-5 * (1 + Math.Abs(expected)));   // single precision
        sums.MeanKlDivergence.ShouldBe(0);
    }

    [Fact]
    public void Step_GaussianLikelihood_FollowsTheGradientOfTheSquaredError()
    {
        using DisposeScope scope = NewDisposeScope();
        using VaeNetwork network = Models.Network(_architecture);
        using VaeNetwork plain = Models.Network(_architecture);
        Tensor x = TensorValues.Matrix(_rows);
        Tensor error = x - plain.Decoder.call(plain.Encoder.call(x).Mean);
        using Scalar half = 0.5;
        (error * error).sum(1).mean().mul(half).backward();

        Steps(network, Likelihood.Gaussian(1), noiseSeed: 1, NoStep);

        foreach ((var got, var expected) in network.named_parameters().Zip(plain.named_parameters()))
            FloatAssert.ShouldBeCloseTo([TensorValues.ToArray(got.parameter.grad!)], [TensorValues.ToArray(expected.parameter.grad!)]);
    }

    [Fact]
    public void Step_OtherNoise_ChangesNothing()
    {
        float[][] Trained(ulong noiseSeed)
        {
            using VaeNetwork network = Models.Network(_architecture);
            Steps(network, Likelihood.Bernoulli, noiseSeed, learningRate: 0.01, count: 10);
            return [.. network.parameters().Select(TensorValues.ToArray)];
        }

        Trained(noiseSeed: 1).ShouldBe(Trained(noiseSeed: 2));
    }

    [Fact]
    public void Fit_Autoencoder_LearnsWithoutDivergenceAndIsHealthy()
    {
        var context = new MLContext();
        var log = new Log(context);
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(_options with { Epochs = 40 }).Fit(LearnableImages.View());

        model.NetworkSummary.ShouldBe("fully connected (encoder 12, decoder 12 units, Relu), 72 pixels, 3 latent dimensions (points)");
        model.History.ShouldAllBe(epoch => epoch.KlDivergence == 0);
        model.History[^1].NegativeElbo.ShouldBeLessThan(model.History[0].NegativeElbo - 10);
        model.Report!.Health!.KlPerDimension.ShouldBe([0, 0, 0]);
        model.Report.Health.ActiveUnits.ShouldBe(3);
        model.Report.Health.Verdict.ShouldNotBe(HealthVerdict.NotJudged);
        NetworkState.Of(model).Keys.ShouldNotContain("encoder.log_variance.weight");
        log.Messages.ShouldAllBe(message => !message.RawMessage.Contains("Beta"));   // there is none to lower
    }

    [Fact]
    public void Fit_AutoencoderThatCollapsed_IsNotToldToLowerItsBeta()
    {
        var context = new MLContext();
        var log = new Log(context);
        VaeOptions options = _options with { Epochs = 110, BatchSize = 64, LearningRate = NoStep, Network = Network.FullyConnected([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) };
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(options).Fit(LearnableImages.View());

        model.Report!.Health!.Verdict.ShouldBe(HealthVerdict.Collapsed);
        log.Warnings.Select(message => message.RawMessage)
            .ShouldContain(message => message.StartsWith("The latents have collapsed: 0 of 3 latent dimensions are active", StringComparison.Ordinal)
                && message.Contains("Use a larger Network; or train longer") && !message.Contains("Beta"));
    }

    [Fact]
    public void Transform_Score_IsTheReconstructionLoss()
    {
        VaeOptions options = _options with { PredictedLabelColumnName = "Label", Contamination = 0.1, AnomalyScore = AnomalyScore.NegativeElbo };
        using VaeTransformer model = options.Fit(LearnableImages.View());
        var reference = new ReferenceVae(model.Model.Network);
        float[][] rows = LearnableImages.Singles(LearnableImages.Count, 72);
        List<float> scores = model.Transform(LearnableImages.View()).Values<float>("Score");

        for (int row = 0; row < rows.Length; row++)
        {
            double[] x = Array.ConvertAll(rows[row], pixel => (double)pixel);
            ((double)scores[row]).ShouldBe(ReferenceLoss.Bernoulli(reference.Decode(reference.Mean(x)), x), 1e-4);   // a sum of 72 terms in single precision
        }
        VaeMetrics metrics = model.Evaluate(LearnableImages.View(), sampleSeed: 3);
        metrics.NegativeElbo.ShouldBe(scores.Average(), 1e-4);
        metrics.ReconstructionLoss.ShouldBe(metrics.NegativeElbo);
        metrics.KlPerDimension.ShouldBe([0, 0, 0]);
        metrics.IsLatentSampled.ShouldBeFalse();
        model.Transform(LearnableImages.View()).Values<bool>("Label").Count(isAnomaly => isAnomaly).ShouldBe(6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SaveAndLoad_Autoencoder_SameOutputs(bool convolutional)
    {
        using VaeTransformer model = (_options with { Network = convolutional ? Network.Residual([4]) : Network.Linear }).Fit(LearnableImages.View());

        NetworkFitTests.CheckRoundTrip(model);
        using VaeTransformer loaded = SavedModel.Of(model).Load().ShouldBeOfType<VaeTransformer>();
        Should.Throw<InvalidOperationException>(() => loaded.Sample(1, seed: 1));
    }

    [Fact]
    public void Fit_WarmStartFromAVariationalModel_ArgumentThatSaysBoth()
    {
        using VaeTransformer source = (_options with { Objective = Objective.Elbo() }).Fit(LearnableImages.View());

        string message = Should.Throw<ArgumentException>(() => new MLContext().Transforms.VariationalAutoencoder(_options).Fit(LearnableImages.View(), null, source)).Message;

        message.ShouldContain("3 latent dimensions; the options and the data ask for ");
        message.ShouldContain("3 latent dimensions (points).");
    }

    [Fact]
    public void VariationalAutoencoder_ColumnsThatCannotBe_AllRefusedWithTheOtherFaults()
    {
        VaeOptions options = _options with
        {
            LatentLogVarianceColumnName = "LogVariance",
            LatentSampleColumnName = "Draw",
            SampleColumnName = "New",
            LatentIndexColumnName = "Index",
            Epochs = 0,
        };

        string message = Should.Throw<ArgumentOutOfRangeException>(() => new MLContext().Transforms.VariationalAutoencoder(options)).Message;

        message.ShouldContain("LatentLogVarianceColumnName is 'LogVariance'; must be null, because the objective (Autoencoder) has no Gaussian posterior.");
        message.ShouldContain("LatentSampleColumnName is 'Draw'; must be null, because the objective (Autoencoder) has no Gaussian posterior.");
        message.ShouldContain("SampleColumnName is 'New'; must be null, because the objective (Autoencoder) has no prior.");
        message.ShouldContain("LatentIndexColumnName is 'Index'; must be null, because the objective (Autoencoder) has no codebook.");
        message.ShouldContain("Epochs is 0; must be in [1, 1000000].");
    }

    [Fact]
    public void Sample_NoPrior_SaysSo()
    {
        using VaeTransformer model = _options.Fit(LearnableImages.View());

        Should.Throw<InvalidOperationException>(() => model.Sample(1, seed: 1)).Message.ShouldContain("plain autoencoder, which has no prior");
        // What needs no prior works.
        model.Interpolate([0, 0, 0], [1, 1, 1], 3).Vectors("Again").Length.ShouldBe(3);
        model.Traverse([0, 0, 0], 1).Vectors("Again").Length.ShouldBe(7);
        model.Decode(model.Encode(LearnableImages.View())).Vectors("Again").ShouldBeCloseTo(model.Transform(LearnableImages.View()).Vectors("Again"));
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(0, 5)]
    public void Evaluate_DrawsOfCodesWithoutADensity_AreRefused(int importance, int information)
    {
        using VaeTransformer model = _options.Fit(LearnableImages.View());
        var options = new VaeEvaluationOptions { ImportanceSamples = importance, InformationSamples = information };

        Should.Throw<InvalidOperationException>(() => model.Evaluate(LearnableImages.View(), options)).Message
            .ShouldContain("ImportanceSamples and InformationSamples must be 0: the latents of this model (fully connected ");
    }

    private static LossSums Steps(VaeNetwork network, Likelihood likelihood, ulong noiseSeed, double learningRate, int count = 1)
    {
        using var noise = new Generator(noiseSeed, CPU);
        using var engine = Models.Engine(network, likelihood, Objective.Autoencoder, learningRate, noise);
        using DisposeScope scope = NewDisposeScope();
        for (int i = 0; i < count; i++)
            engine.Step(TensorValues.Matrix(_rows), default);
        return engine.ReadSums();
    }
}
