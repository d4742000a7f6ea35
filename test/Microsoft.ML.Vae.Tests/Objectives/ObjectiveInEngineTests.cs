using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Objectives;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Objectives;

/// <summary>What objectives are given by a fit and by the engine.</summary>
public class ObjectiveInEngineTests
{
    private const int Streamed = 1 << 20;   // bytes, the smallest budget

    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, Objective> All => new()
    {
        ["warm-up"] = Objective.Elbo(BetaSchedule.Linear()),
        ["free bits"] = Objective.FreeBits(0.01),
        ["capacity"] = Objective.Capacity(),
        ["β-TC"] = Objective.TotalCorrelation(),
        ["InfoVAE"] = Objective.InfoVae(),
        ["WAE"] = Objective.WassersteinAutoencoder(),
        ["IWAE"] = Objective.ImportanceWeighted(3, doublyReparameterised: false),
        ["DReG"] = Objective.ImportanceWeighted(3),
    };

    [Fact]
    public void Fit_KnownLength_TellsTheShareOfTheEpoch()
    {
        var objective = new RecordingObjective();
        Fit(objective, PixelViews.OfSingles(new MLContext(), LearnableImages.Singles(40, 6)));
        objective.Positions.ShouldBe([.. new[] { 0, 0.4, 0.8, 1, 1.4, 1.8 }.Select(epochs => new TrainingPosition(epochs, 40))]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_StreamOfUnknownLength_KnowsTheCountInTheFirstEpochIfAskedTo(bool needsRowCount)
    {
        var objective = new RecordingObjective(needsRowCount);
        Fit(objective, Sequence(40));
        TrainingPosition[] first = needsRowCount
            ? [new(0, 40), new(0.4, 40), new(0.8, 40)]
            : [new(0, null), new(0, null), new(0, null)];
        objective.Positions[..3].ShouldBe(first);
        objective.Positions[3..].ShouldBe([new(1, 40), new(1.4, 40), new(1.8, 40)]);
    }

    [Fact]
    public void Fit_TotalCorrelationOfAStream_CountsTheRowsFirst()
    {
        using VaeTransformer model = Fit(Objective.TotalCorrelation(), Sequence(40));
        model.History[^1].Rows.ShouldBe(40);
        double.IsFinite(model.History[^1].NegativeElbo).ShouldBeTrue();
    }

    [Theory, Trait("trap", "25")]
    [MemberData(nameof(Names))]
    public void Step_HundredTimes_MovesEveryParameterAndLeavesNoTensorBehind(string name)
    {
        using VaeNetwork network = Models.Network(Architectures.Dense(20, [8], 2, [8]));
        double[][] before = [.. network.parameters().Select(TensorValues.ToDoubles)];
        using var noise = new Generator(1, CPU);
        using var engine = Models.Engine(network, Likelihood.Gaussian(), All[name], 1e-3, noise);
        using DisposeScope scope = NewDisposeScope();
        Tensor x = TensorValues.Matrix(LearnableImages.Singles(16, 20));
        LiveTensors.ShouldStayFlat(100, () => engine.Step(x, new TrainingPosition(0.5, 64)));

        network.parameters().Select(TensorValues.ToDoubles).Zip(before).ShouldAllBe(pair => !pair.First.SequenceEqual(pair.Second));
        engine.ReadSums().Rows.ShouldBe(16 * 103);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0.3)]
    public void Step_Elbo_HasTheVeryBitsOfItsFormula(double beta)
    {
        using VaeNetwork network = Models.Network(Architectures.Dense(20, [8], 2, [8])), byHand = Models.Network(Architectures.Dense(20, [8], 2, [8]));
        using var noise = new Generator(9, CPU);
        using var sameNoise = new Generator(9, CPU);
        using var engine = Models.Engine(network, Likelihood.Bernoulli, Objective.Elbo(beta), 1e-30, noise);
        using DisposeScope scope = NewDisposeScope();
        Tensor x = TensorValues.Matrix(LearnableImages.Singles(16, 20));   // [B, D]
        engine.Step(x, default);

        using Scalar weight = beta;
        (Tensor mean, Tensor? logVariance) = byHand.Encoder.call(x);
        Tensor z = GaussianBottleneck.Sample(mean, logVariance!, sameNoise);
        Tensor reconstruction = Likelihood.Bernoulli.NegativeLogLikelihood(byHand.Decoder.call(z), x);
        reconstruction.add(GaussianDivergence.ToStandardNormal(mean, logVariance!), weight).mean().backward();
        FloatAssert.ShouldBeBitEqual(Gradients(network), Gradients(byHand));
    }

    [Fact]
    public void Step_SeveralDraws_ReportsTheMeanOverThemAsTheReconstruction()
    {
        float[][] rows = LearnableImages.Singles(16, 20);
        LossSums many = FirstStep(Objective.ImportanceWeighted(400), rows);
        LossSums one = FirstStep(Objective.Elbo(), [.. Enumerable.Repeat(rows, 400).SelectMany(row => row)]);
        many.Rows.ShouldBe(16);
        many.MeanKlDivergence.ShouldBe(one.MeanKlDivergence, 1e-5);          // single precision
        many.MeanReconstruction.ShouldBe(one.MeanReconstruction, 0.05);            // two times 6,400 draws, of which one scatters by about 0.5
    }

    [Fact, Trait("trap", "15")]
    public void Step_GlobalGenerator_IsLeftAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        byte[] before = torch.random.get_rng_state().bytes.ToArray();
        foreach (Objective objective in All.Values)
            FirstStep(objective, LearnableImages.Singles(16, 20));
        torch.random.get_rng_state().bytes.ToArray().ShouldBe(before);
    }

    private static LossSums FirstStep(Objective objective, float[][] rows)
    {
        using VaeNetwork network = Models.Network(Architectures.Dense(20, [8], 2, [8]));
        using var noise = new Generator(1, CPU);
        using var engine = Models.Engine(network, Likelihood.Gaussian(), objective, 1e-30, noise);
        using DisposeScope scope = NewDisposeScope();
        engine.Step(TensorValues.Matrix(rows), new TrainingPosition(0, rows.Length));
        return engine.ReadSums();
    }

    private static float[][] Gradients(VaeNetwork network) => [.. network.parameters().Select(parameter => TensorValues.ToArray(parameter.grad!))];

    private static VaeTransformer Fit(Objective objective, IDataView data) =>
        (TestOptions.Small with { Objective = objective, Likelihood = Likelihood.Gaussian(), InputCacheBytes = Streamed }).Fit(data);

    /// <summary>More rows than the smallest budget holds, 40 of 30,000 pixels, in a view that does not know its length.</summary>
    private static IDataView Sequence(int count)
    {
        float[][] rows = LearnableImages.Singles(count, 30_000);
        return PixelViews.OfSingles(new MLContext(), rows.Where(_ => true), 30_000);
    }
}
