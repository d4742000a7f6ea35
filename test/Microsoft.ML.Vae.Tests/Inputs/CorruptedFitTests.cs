using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Tests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Inputs;

/// <summary>Training sees corrupted pixels and compares with the clean ones; a fitted model sees pixels as they are.</summary>
public class CorruptedFitTests
{
    private const double NoStep = 1e-30;   // no weight in single precision moves
    private const int Size = 12;

    private static readonly VaeArchitecture _points = Architectures.Dense(Size, [7], 3, [5]) with { Latent = BottleneckSpec.Point };
    private static readonly float[][] _rows = LearnableImages.Singles(20, Size);
    private static readonly VaeOptions _options = TestOptions.ForImages with { Network = Network.FullyConnected([12]), Corruption = Corruption.Masking(0.4) };

    [Fact]
    public void Step_Corrupted_EncodesWhatIsLeftAndComparesWithTheCleanPixels()
    {
        using VaeNetwork network = Models.Network(_points);
        using var noise = new Generator(5, CPU);
        using var sameNoise = new Generator(5, CPU);
        using var engine = Models.Engine(
            network, Likelihood.Bernoulli, Objective.Autoencoder, NoStep, noise, new InputNoise { Corruption = Corruption.Masking(0.4) });
        using DisposeScope scope = NewDisposeScope();
        Tensor x = TensorValues.Matrix(_rows);

        engine.Step(x, default);

        double[] uniform = TensorValues.ToDoubles(rand(_rows.Length, Size, ScalarType.Float32, CPU, generator: sameNoise));
        engine.ReadSums().MeanReconstruction.ShouldBe(Expected(network, _rows, (row, slot) => uniform[row * Size + slot] >= 0.4f ? _rows[row][slot] : 0), 1e-4);   // single precision, sums of a dozen logarithms
        TensorValues.ToArray(x).ShouldBe(_rows.SelectMany(row => row).ToArray());
    }

    [Fact, Trait("trap", "7")]
    public void Step_BlackAndWhitePixels_AreCorruptedAfterTheirDraw()
    {
        using VaeNetwork network = Models.Network(_points);
        using var noise = new Generator(6, CPU);
        using var sameNoise = new Generator(6, CPU);
        using var engine = Models.Engine(
            network, Likelihood.Bernoulli, Objective.Autoencoder, NoStep, noise,
            new InputNoise { Binarizes = true, Corruption = Corruption.Masking(0.4) });
        using DisposeScope scope = NewDisposeScope();

        engine.Step(TensorValues.Matrix(_rows), default);

        double[] draw = TensorValues.ToDoubles(rand(_rows.Length, Size, ScalarType.Float32, CPU, generator: sameNoise));
        double[] mask = TensorValues.ToDoubles(rand(_rows.Length, Size, ScalarType.Float32, CPU, generator: sameNoise));
        float[][] binary = [.. _rows.Select((row, r) => row.Select((grey, i) => draw[r * Size + i] < grey ? 1f : 0f).ToArray())];
        engine.ReadSums().MeanReconstruction.ShouldBe(Expected(network, binary, (row, slot) => mask[row * Size + slot] >= 0.4f ? binary[row][slot] : 0), 1e-4);
    }

    [Fact, Trait("trap", "15")]
    public void Fit_SameSeed_IsBitEqualAndNotThatOfCleanPixels()
    {
        using VaeTransformer first = _options.Fit(LearnableImages.View()), second = _options.Fit(LearnableImages.View());
        using VaeTransformer clean = (_options with { Corruption = null }).Fit(LearnableImages.View());

        Weights.Of(second).ShouldBe(Weights.Of(first));
        Weights.Of(clean).ShouldNotBe(Weights.Of(first));
    }

    [Fact]
    public void TransformAndEvaluate_FittedModel_SeePixelsAsTheyAre()
    {
        // No weight moves, so that the two models are one but for the corruption.
        VaeOptions standing = _options with { LearningRate = NoStep, Corruption = Corruption.Masking(1) };
        using VaeTransformer model = Validated(standing), clean = Validated(standing with { Corruption = null });

        NetworkState.Of(model).ShouldEqual(NetworkState.Of(clean));
        foreach (string column in new[] { model.OutputColumnName, "Again" })
            model.Transform(LearnableImages.View()).Vectors(column).ShouldBe(clean.Transform(LearnableImages.View()).Vectors(column));
        model.Transform(LearnableImages.View()).Values<float>("Score").ShouldBe(clean.Transform(LearnableImages.View()).Values<float>("Score"));
        model.Evaluate(LearnableImages.View(), sampleSeed: 2).NegativeElbo.ShouldBe(clean.Evaluate(LearnableImages.View(), sampleSeed: 2).NegativeElbo);
        // Validation is clean too; only training saw nothing but black.
        model.History[^1].ValidationNegativeElbo.ShouldBe(clean.History[^1].ValidationNegativeElbo);
        Math.Abs(model.History[^1].KlDivergence - clean.History[^1].KlDivergence).ShouldBeGreaterThan(1e-3);

        static VaeTransformer Validated(VaeOptions options) =>
            new MLContext().Transforms.VariationalAutoencoder(options).Fit(LearnableImages.View(), LearnableImages.View(20, seed: 3));
    }

    [Fact]
    public void Fit_DenoisingAutoencoder_RepairsBetterThanAPlainOne()
    {
        VaeOptions plain = _options with { Objective = Objective.Autoencoder, Corruption = null, Epochs = 150, LatentDimension = 6, HealthReport = false };
        using VaeTransformer repairing = (plain with { Corruption = Corruption.Masking(0.4) }).Fit(LearnableImages.View(200));
        using VaeTransformer ordinary = plain.Fit(LearnableImages.View(200));
        var random = new Random(1);
        float[][] clean = LearnableImages.Singles(200, 72);
        float[][] damaged = [.. clean.Select(row => Array.ConvertAll(row, pixel => random.NextDouble() < 0.4 ? 0 : pixel))];

        Error(repairing).ShouldBeLessThan(0.8 * Error(ordinary));

        double Error(VaeTransformer model) => (model.Transform(PixelViews.OfSingles(new MLContext(), damaged))).Vectors("Again")
            .Zip(clean, (got, wanted) => got.Zip(wanted, (a, b) => Math.Pow(a - b, 2)).Average()).Average();
    }

    [Fact]
    public void Fit_AnyObjectiveAndNetwork_TakesCorruption()
    {
        foreach (Objective objective in new[] { Objective.Elbo(2), Objective.ImportanceWeighted(3), Objective.TotalCorrelation(), Objective.WassersteinAutoencoder() })
        {
            VaeOptions options = _options with { Objective = objective, Network = Network.Convolutional([4], normalization: Normalization.Batch), Corruption = Corruption.Gaussian() };
            using VaeTransformer model = options.Fit(LearnableImages.View());
            model.History[^1].NegativeElbo.ShouldBeLessThan(model.History[0].NegativeElbo, objective.ToString());
        }
    }

    [Fact, Trait("trap", "15")]
    public void Fit_Corrupted_LeavesTheGlobalGeneratorAlone()
    {
        manual_seed(11);
        float[] undisturbed = Draw();

        manual_seed(11);
        (_options with { DynamicBinarization = true, Corruption = Corruption.SaltAndPepper() }).Fit(LearnableImages.View()).Dispose();

        Draw().ShouldBe(undisturbed);
    }

    [Fact]
    public void SaveAndLoad_Corrupted_KeepsNothingOfIt()
    {
        using VaeTransformer model = _options.Fit(LearnableImages.View());

        NetworkFitTests.CheckRoundTrip(model);
    }

    private static float[] Draw()
    {
        using Tensor draw = randn(5);
        return TensorValues.ToArray(draw);
    }

    /// <summary>The mean over rows of −log p(x|z) at the z of what the encoder sees, in plain doubles.</summary>
    private static double Expected(VaeNetwork network, float[][] rows, Func<int, int, double> seen)
    {
        var reference = new ReferenceVae(network);
        return rows.Select((row, r) =>
        {
            double[] z = reference.Mean([.. Enumerable.Range(0, Size).Select(slot => seen(r, slot))]);
            return ReferenceLoss.Bernoulli(reference.Decode(z), Array.ConvertAll(row, pixel => (double)pixel));
        }).Average();
    }
}
