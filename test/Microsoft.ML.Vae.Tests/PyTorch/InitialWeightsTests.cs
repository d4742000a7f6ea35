using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.PyTorch;

/// <summary>Fits that begin with weights from a file.</summary>
public sealed class InitialWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["vae.pt"];

    [Theory]
    [InlineData(TrainingEngine.Fused)]
    [InlineData(TrainingEngine.Autograd)]
    public void Fit_FromAFile_EqualsTheFitFromTheModel(TrainingEngine engine)
    {
        VaeOptions options = TestOptions.Tiny with { Engine = engine };
        using VaeTransformer source = Source(options with { Seed = 9, Epochs = 5, LearningRate = 0.02 });

        using VaeTransformer fromFile = (options with { InitialWeights = PyTorchWeights.FromFile(File) }).Fit(TestImages.View(60));
        using VaeTransformer fromModel = Fit(options, source);

        NetworkState.Of(fromFile).ShouldEqual(NetworkState.Of(fromModel));
        Weights.Of(fromFile).ShouldNotBe(Weights.Of(source));
    }

    /// <summary>A fresh fit sets where a learned variance starts, a warm one does not.</summary>
    [Fact]
    public void Fit_WithALearnedVariance_BeginsWithThatOfTheFile()
    {
        VaeOptions options = TestOptions.Tiny with { Likelihood = Likelihood.GaussianWithLearnedVariance() };
        using VaeTransformer source = Source(options);

        using VaeTransformer still = (options with { Seed = 5, LearningRate = 1e-30, InitialWeights = PyTorchWeights.FromFile(File) }).Fit(TestImages.View(60));

        NetworkState.Of(still).ShouldEqual(NetworkState.Of(source));
    }

    [Fact]
    public void Fit_WeightsOfOtherLayers_ArgumentBeforeAnyRowIsRead()
    {
        using VaeTransformer source = Source(TestOptions.Tiny);
        ScriptedView data = TestImages.View(60);

        string message = Should.Throw<ArgumentException>(
            () => (TestOptions.Tiny with { LatentDimension = 3, InitialWeights = PyTorchWeights.FromFile(File) }).Fit(data)).Message;

        message.ShouldStartWith($"The weights of '{File}' do not fit the network (fully connected (encoder 8, decoder 8 units, Relu), 12 pixels, "
            + "3 latent dimensions). Of another shape: 'encoder.mean.weight' is [2, 8], must be [3, 8]; ");
        data.Cursors.ShouldBeEmpty();
    }

    [Fact]
    public void Fit_FileAndModel_ArgumentThatSaysBoth()
    {
        using VaeTransformer source = Source(TestOptions.Tiny);
        VaeOptions options = TestOptions.Tiny with { InitialWeights = PyTorchWeights.FromFile(File) };

        var thrown = Should.Throw<ArgumentException>(() => Fit(options, source));

        thrown.ParamName.ShouldBe("warmStart");
        thrown.Message.ShouldStartWith($"InitialWeights is {options.InitialWeights}; must be null when a model to start from is passed.");
    }

    [Fact]
    public void Fit_ResumedWithTheSameFile_GoesOnFromTheCheckpoint()
    {
        using VaeTransformer source = Source(TestOptions.Tiny);
        VaeOptions options = TestOptions.Tiny with { Epochs = 4, InitialWeights = PyTorchWeights.FromFile(File), FrozenParts = FrozenParts.Decoder };
        using VaeTransformer whole = options.Fit(TestImages.View(60));
        VaeOptions kept = options with { Epochs = 2, Checkpoints = new CheckpointOptions { Folder = _folder["checkpoints"] } };
        kept.Fit(TestImages.View(60)).Dispose();

        using VaeTransformer resumed = (kept with { Epochs = 4, InitialWeights = PyTorchWeights.FromFile(File) }).Fit(TestImages.View(60));

        NetworkState.Of(resumed).ShouldEqual(NetworkState.Of(whole));
    }

    [Fact]
    public void Fit_ResumedWithAnotherFile_IsRefused()
    {
        using VaeTransformer source = Source(TestOptions.Tiny);
        VaeOptions options = TestOptions.Tiny with
        {
            InitialWeights = PyTorchWeights.FromFile(File),
            Checkpoints = new CheckpointOptions { Folder = _folder["checkpoints"] },
        };
        options.Fit(TestImages.View(60)).Dispose();
        using VaeTransformer other = Source(TestOptions.Tiny with { Seed = 8 });

        string message = Should.Throw<InvalidOperationException>(
            () => (options with { InitialWeights = PyTorchWeights.FromFile(File) }).Fit(TestImages.View(60))).Message;

        message.ShouldMatch("InitialWeights: vae\\.pt [0-9a-f]{16} in the checkpoint, vae\\.pt [0-9a-f]{16} now\\.");
    }

    public void Dispose() => _folder.Dispose();

    private static VaeTransformer Fit(VaeOptions options, VaeTransformer warmStart) =>
        new MLContext().Transforms.VariationalAutoencoder(options).Fit(TestImages.View(60), null, warmStart);

    private VaeTransformer Source(VaeOptions options)
    {
        VaeTransformer source = options.Fit(TestImages.View(60));
        source.SavePyTorchStateDict(File);
        return source;
    }
}
