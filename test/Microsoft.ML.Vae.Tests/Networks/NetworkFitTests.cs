using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Tests.Likelihoods;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks;

/// <summary>Fits with every network, from the data to a loaded model.</summary>
public class NetworkFitTests
{
    private static readonly Dictionary<string, Network> _networks = All().ToDictionary(entry => entry.Name, entry => entry.Network);

    public static TheoryNames Names => [.. _networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_AnyNetwork_LearnsAndIsLoggedAndComesBackFromAFile(string name)
    {
        VaeOptions options = TestOptions.ForImages with { Network = _networks[name], Epochs = 12 };
        var context = new MLContext();
        var log = new Log(context);
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(options).Fit(LearnableImages.View());

        // Nats of 72 pixels: a fresh network is at 72 log 2 = 50.
        model.History[^1].NegativeElbo.ShouldBeLessThan(model.History[0].NegativeElbo - 3);
        VaeArchitecture architecture = model.Model.Network.Architecture;
        model.NetworkSummary.ShouldBe(architecture.ToString());
        model.ParameterCount.ShouldBe(model.Model.Network.state_dict().Where(tensor => !tensor.Key.Contains(".running_"))
            .Sum(tensor => tensor.Value.numel()));
        log.Of(ChannelMessageKind.Info).Select(message => message.RawMessage)
            .ShouldContain(FormattableString.Invariant($"Network: {architecture.Plan}, {model.ParameterCount} parameters"));
        CheckRoundTrip(model);
    }

    [Theory, Trait("trap", "15"), Trait("case", "22")]
    [InlineData("fully connected, Gelu")]
    [InlineData("linear")]
    [InlineData("Auto")]
    [InlineData("convolutional, Group")]
    [InlineData("convolutional, Batch")]
    [InlineData("convolutional, None")]
    [InlineData("residual, Group")]
    [InlineData("residual, Batch")]
    [InlineData("residual, None")]
    public void Fit_SameSeed_IsBitEqual(string name)
    {
        VaeOptions options = TestOptions.ForImages with { Network = _networks[name], Epochs = 2 };
        manual_seed(1);
        using VaeTransformer first = options.Fit(LearnableImages.View());
        manual_seed(2);
        using VaeTransformer second = options.Fit(LearnableImages.View());
        using VaeTransformer other = (options with { Seed = 2 }).Fit(LearnableImages.View());

        NetworkState.Of(second).ShouldEqual(NetworkState.Of(first));
        Weights.Of(other).ShouldNotBe(Weights.Of(first));
        FloatAssert.ShouldBeBitEqual(second.Transform(LearnableImages.View()).Vectors("Again"), first.Transform(LearnableImages.View()).Vectors("Again"));
    }

    [Fact]
    public void Fit_Auto_IsConvolutionalForPicturesOfEightPixelsAndMore()
    {
        using VaeTransformer model = (TestOptions.ForImages with { Network = Network.Auto, Epochs = 1 }).Fit(LearnableImages.View());

        model.NetworkSummary.ShouldBe("convolutional (32 channels over 8 x 9 with 1 planar channels, Relu, Group normalization), 72 pixels, 3 latent dimensions");
    }

    [Theory]
    [InlineData(7, 8, "fully connected (encoder 400, decoder 400 units, Relu), 56 pixels, 3 latent dimensions")]
    [InlineData(8, 7, "fully connected (encoder 400, decoder 400 units, Relu), 56 pixels, 3 latent dimensions")]
    [InlineData(8, 8, "convolutional (32 channels over 8 x 8 with 1 planar channels, Relu, Group normalization), 64 pixels, 3 latent dimensions")]
    public void Fit_AutoAtTheLimit_ChoosesByTheShorterSide(int height, int width, string summary)
    {
        IDataView view = PixelViews.OfSingles(new MLContext(), LearnableImages.Singles(20, height * width));
        using VaeTransformer model = (TestOptions.ForImages with { Network = Network.Auto, Image = new ImageLayout(height, width, 1), Epochs = 1 }).Fit(view);

        model.NetworkSummary.ShouldBe(summary);
    }

    [Fact]
    public void Fit_AutoWithoutALayout_IsFullyConnected()
    {
        using VaeTransformer model = (TestOptions.ForImages with { Network = Network.Auto, Image = null, Epochs = 1 }).Fit(LearnableImages.View());

        model.NetworkSummary.ShouldBe("fully connected (encoder 400, decoder 400 units, Relu), 72 pixels, 3 latent dimensions");
        model.ParameterCount.ShouldBe(72 * 400 + 400 + 2 * (400 * 3 + 3) + 3 * 400 + 400 + 400 * 72 + 72);
    }

    [Fact]
    public void Fit_NoNetwork_IsFullyConnectedWithOneHiddenLayer()
    {
        VaeOptions options = new() { OutputColumnName = "Latent", InputColumnName = TestOptions.ForImages.InputColumnName, LatentDimension = 3, Epochs = 1 };
        using VaeTransformer model = options.Fit(LearnableImages.View());

        model.NetworkSummary.ShouldBe("fully connected (encoder 400, decoder 400 units, Relu), 72 pixels, 3 latent dimensions");
    }

    [Fact]
    public void Fit_ColumnOfImages_KnowsTheirShape()
    {
        var context = new MLContext();
        VaeOptions options = TestOptions.ForTwoColors() with { Network = Network.Convolutional([4]) };
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(options).Fit(TwoColorImages.View(context));

        model.NetworkSummary.ShouldStartWith("convolutional (4 channels over 3 x 5 with 3 planar channels, ");
        model.Evaluate(TwoColorImages.View(context)).RowCount.ShouldBe(40);
    }

    [Fact]
    public void Fit_LearnedVariancePerPixel_GoesThroughConvolutionsToo()
    {
        VaeOptions options = TestOptions.ForImages with
        {
            Network = Network.Convolutional([4, 6]),
            Likelihood = Likelihood.GaussianWithLearnedVariance(perPixel: true),
            Epochs = 8,
        };
        using VaeTransformer model = options.Fit(LearnableImages.View());

        model.History[^1].NegativeElbo.ShouldBeLessThan(model.History[0].NegativeElbo);
        CheckRoundTrip(model);
    }

    [Fact]
    public void Fit_WarmStartOfAnotherKind_ArgumentThatSaysBoth()
    {
        using VaeTransformer source = (TestOptions.ForImages with { Network = Network.Convolutional([4]), Epochs = 1 }).Fit(LearnableImages.View());

        string Refused(Network network) => Should.Throw<ArgumentException>(() => new MLContext().Transforms
            .VariationalAutoencoder(TestOptions.ForImages with { Network = network }).Fit(LearnableImages.View(), null, source)).Message;

        Refused(Network.Convolutional([5])).ShouldContain(
            "The model to start from is convolutional (4 channels over 8 x 9 with 1 planar channels, Relu, Group normalization), 72 pixels, 3 latent dimensions; "
            + "the options and the data ask for convolutional (5 channels");
        Refused(Network.Convolutional([4], Activation.Tanh)).ShouldContain("4 channels over 8 x 9 with 1 planar channels, Tanh, Group normalization");
        Refused(Network.Residual([4])).ShouldContain("the options and the data ask for residual × 1");
        Refused(Network.Convolutional([4], normalization: Normalization.None)).ShouldContain("None normalization");
        Refused(Network.Linear).ShouldContain("the options and the data ask for linear, 72 pixels");
    }

    [Fact]
    public void Fit_WithinADisposeScopeOfTheCaller_OutlivesIt()
    {
        VaeTransformer model, loaded;
        using (NewDisposeScope())
        {
            model = (TestOptions.ForImages with { Network = Network.Residual([4], normalization: Normalization.Batch), Epochs = 1 }).Fit(LearnableImages.View());
            loaded = SavedModel.Of(model).Load().ShouldBeOfType<VaeTransformer>();
        }
        using (model)
        using (loaded)
        {
            NetworkState.Of(loaded).ShouldEqual(NetworkState.Of(model));
            loaded.Transform(LearnableImages.View()).Vectors("Again").ShouldBe(model.Transform(LearnableImages.View()).Vectors("Again"));
        }
    }

    internal static void CheckRoundTrip(VaeTransformer model)
    {
        using VaeTransformer loaded = SavedModel.Of(model).Load().ShouldBeOfType<VaeTransformer>();

        (loaded.NetworkSummary, loaded.ParameterCount).ShouldBe((model.NetworkSummary, model.ParameterCount));
        NetworkState.Of(loaded).ShouldEqual(NetworkState.Of(model));
        foreach (string column in new[] { model.OutputColumnName, "Again" })
            loaded.Transform(LearnableImages.View()).Vectors(column).ShouldBe(model.Transform(LearnableImages.View()).Vectors(column));
        loaded.Transform(LearnableImages.View()).Values<float>("Score").ShouldBe(model.Transform(LearnableImages.View()).Values<float>("Score"));
        loaded.Evaluate(LearnableImages.View(), 1).NegativeElbo.ShouldBe(model.Evaluate(LearnableImages.View(), 1).NegativeElbo);
        loaded.History.ShouldBe(model.History);
        SavedModel.Of(loaded).ShouldEqual(SavedModel.Of(model));
    }

    private static IEnumerable<(string Name, Network Network)> All()
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            yield return ($"fully connected, {activation}", Network.FullyConnected([12], [10], activation));
            yield return ($"convolutional, {activation}", Network.Convolutional([4, 6], activation));
        }
        foreach (Normalization normalization in Enum.GetValues<Normalization>())
        {
            yield return ($"convolutional, {normalization}", Network.Convolutional([4, 6], Activation.Relu, normalization));
            yield return ($"residual, {normalization}", Network.Residual([4, 6], blocks: 2, Activation.Silu, normalization));
        }
        yield return ("linear", Network.Linear);
        yield return ("Auto", Network.Auto);
    }
}
