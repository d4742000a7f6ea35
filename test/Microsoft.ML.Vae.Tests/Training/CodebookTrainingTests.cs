using Microsoft.ML.Vae.Optimizers;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>Fits of eight prototypes with a little noise.</summary>
[Trait("trap", "22")]
public class CodebookTrainingTests
{
    private const int Size = 16;
    private const int Prototypes = 8;
    private const double Noise = 0.05;
    private const string Index = "Index";

    private static readonly MLContext _context = new(1);
    private static readonly float[][] _rows = Rows(400, seed: 1);
    private static readonly float[][] _others = Rows(100, seed: 2);

    private static readonly VaeOptions _options = TestOptions.Small with
    {
        Network = Network.FullyConnected([32]),
        LatentDimension = 4,
        Likelihood = Likelihood.Gaussian(0.1),
        Objective = Objective.VectorQuantization(16, decay: 0.9),
        LatentIndexColumnName = Index,
        ReconstructionColumnName = "Again",
        LearningRate = 0.005,
    };

    [Fact]
    public void Fit_WellSeparatedPrototypes_FindsEachAndDrawsIt()
    {
        using VaeTransformer model = Fit(_options with { Epochs = 40 });
        IDataView view = model.Transform(View(_others));
        uint[] keys = [.. view.Values<uint>(Index)];
        float[][] again = view.Vectors("Again");

        // Every prototype has vectors of its own, however many.
        ILookup<uint, int> kinds = keys.Select((key, row) => (key, Kind: row % Prototypes)).ToLookup(pair => pair.key, pair => pair.Kind);
        kinds.ShouldAllBe(group => group.Distinct().Count() == 1);
        kinds.Count.ShouldBeInRange(Prototypes, 16);
        for (int row = 0; row < again.Length; row++)
        {
            // A decoded vector is a mean over some dozens of noisy rows, plus what Adam's step leaves: half the way between prototypes is 0.5.
            for (int slot = 0; slot < Size; slot++)
                again[row][slot].ShouldBe(Prototype(row % Prototypes)[slot], 0.15, $"row {row}, slot {slot}");
        }
        VaeMetrics metrics = model.Evaluate(View(_others));
        metrics.CodebookPerplexity!.Value.ShouldBeInRange(7.9, 16);   // at least the eight kinds, each of about as many rows
        model.History.ShouldAllBe(epoch => Math.Abs(epoch.KlDivergence - Math.Log(16)) < 1e-5);   // single precision
        model.History[^1].NegativeElbo.ShouldBeLessThan(model.History[0].NegativeElbo);
    }

    [Fact]
    public void TransformEvaluateSample_AnyNumber_LeaveTheCodebookToTheBit()
    {
        using VaeTransformer model = Fit(_options with { SampleColumnName = "New", ScoreColumnName = "Score" });
        float[][] before = Weights.All(model);

        IDataView view = model.Transform(View(_others));
        view.Values<uint>(Index);
        view.Vectors("Again");
        view.Vectors("New");
        model.Evaluate(View(_others), sampleSeed: 1);
        model.Sample(20, seed: 1).Vectors("New");

        FloatAssert.ShouldBeBitEqual(Weights.All(model), before);
    }

    [Fact]
    public void Fit_WithValidation_LearnsTheCodebookOfOneWithout()
    {
        VaeOptions options = _options with { RestoreBestWeights = false };
        using VaeTransformer with = Fit(options, _others), without = Fit(options);

        FloatAssert.ShouldBeBitEqual(Weights.All(with), Weights.All(without));
        with.History[^1].ValidationKlDivergence!.Value.ShouldBe(Math.Log(16), 1e-5);   // single precision
    }

    /// <summary>An encoder with another epoch's codebook would be neither.</summary>
    [Fact]
    public void Fit_BestWeightsRestored_HasTheCodebookThatBelongsToThem()
    {
        VaeOptions options = _options with { LearningRate = 0.1, Epochs = 12, RestoreBestWeights = true };
        using VaeTransformer model = Fit(options);
        int best = model.History.MinBy(epoch => epoch.NegativeElbo)!.Epoch;
        best.ShouldBeInRange(2, 11);
        model.Report!.WeightsEpoch.ShouldBe(best);

        using VaeTransformer expected = Fit(options with { Epochs = best, RestoreBestWeights = false });

        FloatAssert.ShouldBeBitEqual(Weights.All(model), Weights.All(expected));
    }

    [Fact, Trait("trap", "15")]
    public void Fit_SameSeed_IsBitEqualWhateverTheGlobalGenerator()
    {
        manual_seed(1);
        using VaeTransformer first = Fit(_options);
        manual_seed(2);
        using VaeTransformer second = Fit(_options), other = Fit(_options with { Seed = 2 });

        FloatAssert.ShouldBeBitEqual(Weights.All(second), Weights.All(first));
        Weights.All(other).ShouldNotBe(Weights.All(first));
    }

    [Fact, Trait("trap", "15")]
    public void FitTransformSample_GlobalGenerator_IsLeftAlone()
    {
        byte[] before = Global();
        using VaeTransformer model = Fit(_options, _others);
        model.Transform(View(_others)).Vectors("Again");
        model.Sample(5, seed: 1).Vectors("Sample");

        Global().ShouldBe(before);
    }

    [Fact]
    public void Fit_WarmStart_BeginsWithTheCodebookToo()
    {
        using VaeTransformer source = Fit(_options with { Epochs = 10 });
        VaeOptions standing = _options with { LearningRate = 1e-30, Epochs = 1, Seed = 9 };   // no weight in single precision moves
        using VaeTransformer warm = _context.Transforms.VariationalAutoencoder(standing).Fit(View(_rows), null, source), fresh = Fit(standing);

        // Only the moving averages move, by a tenth of what is new in each of 25 steps of the very same encodings.
        (warm.History[0].NegativeElbo - source.Evaluate(View(_rows)).NegativeElbo).ShouldBeLessThan(0.1 * (fresh.History[0].NegativeElbo - warm.History[0].NegativeElbo));
    }

    [Theory]
    [InlineData(16, 2)]
    [InlineData(8, 1)]
    public void Fit_WarmStartOfAnotherCodebook_ArgumentThatSaysBoth(int vectors, int groups)
    {
        using VaeTransformer source = Fit(_options);
        VaeOptions options = _options with { Objective = Objective.VectorQuantization(vectors, groups) };

        string message = Should.Throw<ArgumentException>(() => _context.Transforms.VariationalAutoencoder(options).Fit(View(_rows), null, source)).Message;

        message.ShouldContain("(1 of 16 vectors)");
        message.ShouldContain($"({groups} of {vectors} vectors)");
    }

    [Fact]
    public void Fit_SavedAndLoadedWarmStart_BeginsAsTheModelItself()
    {
        using VaeTransformer source = Fit(_options);
        using var loaded = (VaeTransformer)SavedModel.Of(source).Load();
        VaeEstimator estimator = _context.Transforms.VariationalAutoencoder(_options);
        using VaeTransformer fromModel = estimator.Fit(View(_rows), null, source), fromFile = estimator.Fit(View(_rows), null, loaded);

        FloatAssert.ShouldBeBitEqual(Weights.All(fromFile), Weights.All(fromModel));
    }

    [Theory, Trait("trap", "14")]
    [InlineData(1)]
    [InlineData(17)]
    public void Fit_FewerRowsThanVectors_StaysFinite(int rows)
    {
        using VaeTransformer model = _options.Fit(View(_rows[..rows]));

        Weights.All(model).SelectMany(weights => weights).ShouldAllBe(value => float.IsFinite(value));
        model.Transform(View(_rows[..rows])).Values<uint>(Index).ShouldAllBe(key => key >= 1 && key <= 16);
    }

    [Fact]
    public void Report_OfAQuantizedModel_HasAnEqualPartOfLogKInEachDimension()
    {
        using VaeTransformer model = Fit(_options);

        model.Report!.Health!.KlPerDimension.ShouldAllBe(nats => Math.Abs(nats - Math.Log(16) / 4) < 1e-5);   // single precision
    }

    internal static float[] Prototype(int kind) => [.. Enumerable.Range(0, Size).Select(slot => slot / 2 == kind || (slot + kind) % 5 == 0 ? 1f : 0)];

    private static float[][] Rows(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(row => Array.ConvertAll(Prototype(row % Prototypes), value => (float)(value + Noise * (2 * random.NextDouble() - 1))))];
    }

    private static IDataView View(float[][] rows) => PixelViews.OfSingles(_context, rows);

    private static VaeTransformer Fit(VaeOptions options, float[][]? validation = null) =>
        _context.Transforms.VariationalAutoencoder(options).Fit(View(_rows), validation is null ? null : View(validation));

    private static byte[] Global()
    {
        using Tensor state = random.get_rng_state();
        return state.bytes.ToArray();
    }
}
