using Microsoft.ML.Vae.Kernels;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace Microsoft.ML.Vae.Tests.PyTorch;

/// <summary>What is frozen stays, bit by bit; what is not learns.</summary>
public class FrozenPartsTests
{
    private const int Rows = 60;

    private static readonly Dictionary<string, VaeOptions> _fits = Fits().ToDictionary(fit => fit.Name, fit => fit.Options);

    public static TheoryData<string, FrozenParts> Cases
    {
        get
        {
            TheoryData<string, FrozenParts> cases = [];
            foreach (string name in _fits.Keys)
            {
                cases.Add(name, FrozenParts.Encoder);
                cases.Add(name, FrozenParts.Decoder);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fit_FrozenPart_StaysAndTheOtherLearns(string name, FrozenParts part)
    {
        VaeOptions options = _fits[name];
        string frozen = $"{part.ToString().ToLowerInvariant()}.";
        MLContext context = Context();
        using VaeTransformer source = Fit(context, options with { Seed = 9 });
        using VaeTransformer fitted = Fit(context, options with { FrozenParts = part }, source);

        IReadOnlyDictionary<string, byte[]> before = NetworkState.Of(source), after = NetworkState.Of(fitted);
        foreach ((string tensor, byte[] bytes) in before)
        {
            string own = tensor.StartsWith("network.", StringComparison.Ordinal) ? tensor["network.".Length..] : tensor;
            bool stays = own.StartsWith(frozen, StringComparison.Ordinal) || own.StartsWith("variance.", StringComparison.Ordinal) && part == FrozenParts.Decoder;
            bytes.AsSpan().SequenceEqual(after[tensor]).ShouldBe(stays, tensor);
        }
    }

    /// <summary>The gradients of what learns are those of a fit in which nothing is frozen.</summary>
    [Theory]
    [InlineData(TrainingEngine.Fused, FrozenParts.Encoder)]
    [InlineData(TrainingEngine.Fused, FrozenParts.Decoder)]
    [InlineData(TrainingEngine.Autograd, FrozenParts.Encoder)]
    [InlineData(TrainingEngine.Autograd, FrozenParts.Decoder)]
    public void Fit_OneStep_MovesTheOtherPartAsAFreeFitDoes(TrainingEngine engine, FrozenParts part)
    {
        VaeOptions options = TestOptions.Tiny with { Engine = engine, Epochs = 1, BatchSize = Rows, Optimizer = Optimizer.Sgd(), LearningRate = 1e-3 };
        MLContext context = Context();
        using VaeTransformer source = Fit(context, options with { Seed = 9 });
        using VaeTransformer free = Fit(context, options, source), fitted = Fit(context, options with { FrozenParts = part }, source);

        IReadOnlyDictionary<string, byte[]> expected = NetworkState.Of(free), got = NetworkState.Of(fitted);
        string learns = part == FrozenParts.Encoder ? "decoder." : "encoder.";
        foreach (string tensor in expected.Keys.Where(tensor => tensor.StartsWith(learns, StringComparison.Ordinal)))
            got[tensor].ShouldBe(expected[tensor], tensor);
    }

    [Fact]
    public void Fit_FrozenInBothEngines_TheSameWithinRounding()
    {
        MLContext context = Context();
        VaeOptions options = TestOptions.Tiny with { FrozenParts = FrozenParts.Decoder, MaximumGradientNorm = 0.5, Epochs = 3 };
        using VaeTransformer source = Fit(context, TestOptions.Tiny with { Seed = 9 });
        using VaeTransformer fused = Fit(context, options with { Engine = TrainingEngine.Fused }, source);
        using VaeTransformer autograd = Fit(context, options with { Engine = TrainingEngine.Autograd }, source);

        foreach ((float a, float b) in Weights.Of(fused).SelectMany(x => x).Zip(Weights.Of(autograd).SelectMany(x => x)))
            a.ShouldBe(b, 1e-4f);
    }

    [Theory]
    [InlineData(FrozenParts.Encoder)]
    [InlineData(FrozenParts.Decoder)]
    public void Fit_FrozenWithoutAStart_IsRefused(FrozenParts part) =>
        Should.Throw<ArgumentException>(() => (TestOptions.Tiny with { FrozenParts = part }).Fit(TestImages.View(Rows))).Message.ShouldStartWith(
            $"FrozenParts is {part}; must be None without InitialWeights or a model to start from: random weights are worth nothing.");

    [Theory]
    [InlineData(FrozenParts.Encoder | FrozenParts.Decoder, "Encoder, Decoder")]
    [InlineData((FrozenParts)8, "8")]
    public void Options_BothParts_AreRefused(FrozenParts parts, string text) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new MLContext().Transforms.VariationalAutoencoder(TestOptions.Tiny with { FrozenParts = parts }))
            .Message.ShouldStartWith($"FrozenParts is {text}; must be one of None, Encoder, Decoder.");

    [Fact]
    public void Fit_CustomNetworkWithoutSuchAModule_IsRefused()
    {
        MLContext context = Context();
        context.ComponentCatalog.RegisterVaeNetwork("own", shape => new Whole(shape));
        VaeOptions options = TestOptions.Tiny with { Network = Network.Custom("own"), Epochs = 1 };
        using VaeTransformer source = Fit(context, options);

        Should.Throw<InvalidOperationException>(() => Fit(context, options with { FrozenParts = FrozenParts.Encoder }, source)).Message
            .ShouldBe("FrozenParts is Encoder, but custom 'own' has no child module named 'encoder'.");
    }

    private static IEnumerable<(string Name, VaeOptions Options)> Fits()
    {
        VaeOptions dense = TestOptions.Tiny with { Optimizer = Optimizer.AdamW(weightDecay: 0.1), LearningRate = 0.01 };
        yield return ("dense, fused", dense with { Engine = TrainingEngine.Fused });
        yield return ("dense, autograd", dense with { Engine = TrainingEngine.Autograd, MaximumGradientNorm = 1 });
        if (Rounding.IsMultiplied)
            yield return ("dense, bfloat16", dense with { Precision = TrainingPrecision.BFloat16 });
        yield return ("learned variance", dense with { Likelihood = Likelihood.GaussianWithLearnedVariance() });
        yield return ("learned variance per pixel, best weights", dense with
        {
            Likelihood = Likelihood.GaussianWithLearnedVariance(perPixel: true),
            RestoreBestWeights = true,
        });
        yield return ("optimal variance", dense with { Likelihood = Likelihood.GaussianWithOptimalVariance() });
        yield return ("importance-weighted", dense with { Objective = Objective.ImportanceWeighted(3) });
        yield return ("importance-weighted, plain gradient", dense with { Objective = Objective.ImportanceWeighted(3, doublyReparameterised: false) });
        yield return ("total correlation", dense with { Objective = Objective.TotalCorrelation(4) });
        yield return ("InfoVAE", dense with { Objective = Objective.InfoVae() });
        yield return ("autoencoder", dense with { Objective = Objective.Autoencoder });
        yield return ("codebook", dense with { Objective = Objective.VectorQuantization(vectors: 4, groups: 2) });
        yield return ("custom", dense with { Network = Network.Custom("two") });
        VaeOptions image = dense with { Image = new ImageLayout(3, 4, 1) };
        yield return ("batch normalization", image with { Network = Network.Convolutional([4, 3], normalization: Normalization.Batch) });
    }

    private static MLContext Context()
    {
        var context = new MLContext();
        context.ComponentCatalog.RegisterVaeNetwork("two", shape => VaeModule.Create(
            shape, Sequential(Linear(shape.InputSize, 6), BatchNorm1d(6), ReLU(), Linear(6, 2 * shape.LatentDimension)), Linear(shape.LatentDimension, shape.DecoderOutputSize)));
        return context;
    }

    private static VaeTransformer Fit(MLContext context, VaeOptions options, VaeTransformer? warmStart = null) =>
        context.Transforms.VariationalAutoencoder(options).Fit(TestImages.View(Rows), null, warmStart);

    private sealed class Whole : VaeModule
    {
        private readonly Module<Tensor, Tensor> _in;
        private readonly Module<Tensor, Tensor> _out;
        private readonly int _latent;

        public Whole(VaeModuleShape shape) : base("whole")
        {
            (_latent, _in, _out) = (shape.LatentDimension, Linear(shape.InputSize, 2 * shape.LatentDimension), Linear(shape.LatentDimension, shape.DecoderOutputSize));
            RegisterComponents();
        }

        public override (Tensor Mean, Tensor? LogVariance) Encode(Tensor input)
        {
            Tensor both = _in.call(input);
            return (both.narrow(1, 0, _latent), both.narrow(1, _latent, _latent));
        }

        public override Tensor Decode(Tensor latent) => _out.call(latent);
    }
}
