using Microsoft.ML.Data;
using Microsoft.ML.Vae.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.PublicApi.Tests.Usage;

/// <summary>An application that brings a network of its own, with nothing but public members.</summary>
[Trait("case", "26")]
public class CustomNetworkUsageTests
{
    private const string Name = "Dentist's network";

    private static readonly VaeOptions _options = new()
    {
        OutputColumnName = "Latent",
        InputColumnName = "Pixels",
        ReconstructionColumnName = "Again",
        Network = Network.Custom(Name),
        Image = new ImageLayout(8, 8, 1),
        LatentDimension = 4,
        Epochs = 20,
        LearningRate = 0.01,
    };

    private readonly IDataView _digits = new MLContext().Data.LoadFromEnumerable(Digit.Some(300));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FitSaveAndLoad_OwnNetwork_GivesTheSameInAnotherContextThatRegisteredIt(bool isClass)
    {
        Func<VaeModuleShape, VaeModule> factory = isClass ? shape => new CustomModule(shape) : Parts;
        MLContext context = Context(factory);
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(_options).Fit(_digits);
        using var stream = new MemoryStream();
        context.Model.Save(model, _digits.Schema, stream);

        using VaeTransformer loaded = Context(factory).Model.Load(new MemoryStream(stream.ToArray()), out _).ShouldBeOfType<VaeTransformer>();

        model.History[^1].NegativeElbo.ShouldBeLessThan(model.History[0].NegativeElbo);
        model.NetworkSummary.ShouldStartWith($"custom '{Name}'");
        loaded.ParameterCount.ShouldBe(model.ParameterCount);
        foreach (string column in new[] { "Latent", "Again" })
            loaded.Transform(_digits).GetColumn<float[]>(column).ShouldBe(model.Transform(_digits).GetColumn<float[]>(column));
        loaded.Evaluate(_digits, 1).NegativeElbo.ShouldBe(model.Evaluate(_digits, 1).NegativeElbo);
    }

    [Fact]
    public void Load_NotRegistered_SaysWhatToCall()
    {
        MLContext context = Context(Parts);
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(_options with { Epochs = 1 }).Fit(_digits);
        using var stream = new MemoryStream();
        context.Model.Save(model, _digits.Schema, stream);

        Exception got = Should.Throw<Exception>(() => new MLContext().Model.Load(new MemoryStream(stream.ToArray()), out _)).GetBaseException();

        got.ShouldBeOfType<InvalidOperationException>();
        got.Message.ShouldContain($"RegisterVaeNetwork(\"{Name}\", ...)");
    }

    [Fact]
    public void Fit_EncoderOfTheWrongSize_IsNamedWithGotAndWanted() =>
        Should.Throw<InvalidOperationException>(
            () => Context(shape => VaeModule.Create(shape, nn.Linear(64, 4), nn.Linear(4, 64))).Transforms.VariationalAutoencoder(_options).Fit(_digits))
            .Message.ShouldStartWith($"Network '{Name}': the encoder returned a Float32 tensor of shape [2, 4]; wanted a Float32 tensor of shape [2, 8], ");

    private static MLContext Context(Func<VaeModuleShape, VaeModule> factory)
    {
        var context = new MLContext(seed: 1);
        context.ComponentCatalog.RegisterVaeNetwork(Name, factory);
        return context;
    }

    /// <summary>Convolutions over the picture, with batch normalization, and dense layers back.</summary>
    private static VaeModule Parts(VaeModuleShape shape)
    {
        ImageLayout picture = shape.Image!;
        Sequential encoder = nn.Sequential(
            nn.Unflatten(1, [picture.Channels, picture.Height, picture.Width]),
            nn.Conv2d(picture.Channels, 8, 3L, stride: 2, padding: 1),
            nn.BatchNorm2d(8),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(8 * 4 * 4, 2 * shape.LatentDimension));
        Sequential decoder = nn.Sequential(nn.Linear(shape.LatentDimension, 32), nn.ReLU(), nn.Linear(32, shape.DecoderOutputSize));
        return VaeModule.Create(shape, encoder, decoder);
    }

    private sealed class CustomModule : VaeModule
    {
        private readonly Linear _trunk;
        private readonly Linear _mean;
        private readonly Linear _logVariance;
        private readonly Linear _decoder;

        public CustomModule(VaeModuleShape shape) : base("own")
        {
            _trunk = nn.Linear(shape.InputSize, 20);
            _mean = nn.Linear(20, shape.LatentDimension);
            _logVariance = nn.Linear(20, shape.LatentDimension);
            _decoder = nn.Linear(shape.LatentDimension, shape.DecoderOutputSize);
            RegisterComponents();
        }

        public override (Tensor Mean, Tensor? LogVariance) Encode(Tensor input)
        {
            Tensor h = nn.functional.relu(_trunk.call(input));   // [B, 20]
            return (_mean.call(h), _logVariance.call(h));
        }

        public override Tensor Decode(Tensor latent) => _decoder.call(latent);
    }
}
