using Microsoft.ML.Vae.Tests.Contract.Faults;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks.Custom;

/// <summary>Networks of the application that do not keep to what they were asked for, found before any row is read.</summary>
[Trait("case", "26")]
public class FaultyNetworkTests
{
    private const string Wanted = "wanted a Float32 tensor of shape [2, 2], ";

    private static readonly VaeOptions _options = TestOptions.Tiny with
    {
        Network = Network.Custom(CustomNetworks.Name),
    };

    [Theory]
    [InlineData(Fault.WrongShape, "the encoder returned a Float32 tensor of shape [2, 3]; wanted a Float32 tensor of shape [2, 2], μ, for an input of shape [2, 12].")]
    [InlineData(Fault.Transposed, "the encoder returned a Float32 tensor of shape [2]; " + Wanted)]
    [InlineData(Fault.OtherRows, "the encoder returned a Float32 tensor of shape [3, 2]; " + Wanted)]
    [InlineData(Fault.WrongType, "the encoder returned a Float64 tensor of shape [2, 2]; " + Wanted)]
    [InlineData(Fault.Null, "the encoder returned null; " + Wanted)]
    [InlineData(Fault.Throws, "the encoder threw NotSupportedException: of the application")]
    public void Fit_EncoderAtFault_IsNamedWithGotAndWanted(Fault fault, string message) =>
        Check(_ => new Faulty(encoder: fault), message);

    [Theory]
    [InlineData(Fault.WrongShape, "the encoder returned a Float32 tensor of shape [2, 3]; wanted a Float32 tensor of shape [2, 2], log σ²")]
    [InlineData(Fault.Null, "the encoder returned null; wanted a Float32 tensor of shape [2, 2], log σ²")]
    public void Fit_LogVarianceAtFault_IsNamedWithGotAndWanted(Fault fault, string message) =>
        Check(_ => new Faulty(logVariance: fault), message);

    [Theory]
    [InlineData(Fault.WrongShape, "the decoder returned a Float32 tensor of shape [2, 13]; wanted a Float32 tensor of shape [2, 12], what the likelihood takes, for an input of shape [2, 2].")]
    [InlineData(Fault.OtherRows, "the decoder returned a Float32 tensor of shape [3, 12]; ")]
    [InlineData(Fault.WrongType, "the decoder returned a Float64 tensor of shape [2, 12]; ")]
    [InlineData(Fault.Null, "the decoder returned null; ")]
    [InlineData(Fault.Throws, "the decoder threw NotSupportedException: of the application")]
    public void Fit_DecoderAtFault_IsNamedWithGotAndWanted(Fault fault, string message) =>
        Check(_ => new Faulty(decoder: fault), message);

    [Fact]
    public void Fit_PartsAtFault_AreNamedWithGotAndWanted()
    {
        Check(shape => VaeModule.Create(shape, nn.Linear(12, 2), nn.Linear(2, 12)),
            "the encoder returned a Float32 tensor of shape [2, 2]; wanted a Float32 tensor of shape [2, 4], μ and log σ² side by side, for an input of shape [2, 12].");
        Check(shape => VaeModule.Create(shape, nn.Linear(12, 4), nn.Linear(2, 11)), "the decoder returned a Float32 tensor of shape [2, 11]; ");
        Check(shape => VaeModule.Create(shape, nn.Linear(13, 4), nn.Linear(2, 12)), "the encoder threw ");
    }

    [Fact]
    public void Fit_FactoryAtFault_IsNamed()
    {
        Check(_ => null!, "the factory returned null; wanted a VaeModule.");
        var e = Check(_ => throw new NotSupportedException("of the application"), "the factory threw NotSupportedException: of the application");
        e.InnerException.ShouldBeOfType<NotSupportedException>();
    }

    [Fact]
    public void Fit_TensorThatNoFileHolds_IsNamed()
    {
        Check(_ => new Faulty(buffer: zeros(2, ScalarType.Float16)), "tensor 'extra' is Float16 on cpu; wanted Float32, Float64 or Int64 on the CPU.");
        Check(_ => new Faulty(buffer: zeros(2, ScalarType.Bool)), "tensor 'extra' is Bool on cpu; wanted ");
        Check(_ => new Faulty(buffer: zeros(3, 2).t()), "tensor 'extra' of shape [2, 3] is not contiguous in memory; ");
    }

    [Fact]
    public void Fit_MoreThanAFileHolds_IsRefusedBeforeItIsTrained()
    {
        Check(_ => new Faulty(buffer: zeros([1, 1, 1, 1, 1, 1, 1, 1, 1])),
            "tensor 'extra' of shape [1, 1, 1, 1, 1, 1, 1, 1, 1]: wanted a name of at most 248 bytes and at most 8 dimensions.");
        string name = new('n', 249);
        Check(_ => With(module => module.register_buffer(name, zeros(1))), $"tensor '{name}' of shape [1]: wanted a name of at most 248 bytes ");
        // Beside the four parameters of two layers.
        Check(_ => With(module => AddBuffers(module, 4085)), "it has 4089 tensors; wanted at most 4088.");
    }

    [Fact]
    public void Fit_AsMuchAsAFileHolds_ComesBackFromIt()
    {
        var context = new MLContext();
        context.ComponentCatalog.RegisterVaeNetwork(CustomNetworks.Name, _ => With(module =>
        {
            AddBuffers(module, 4082);
            module.register_buffer(new string('n', 248), zeros(1));
            module.register_buffer("extra", zeros([1, 1, 1, 1, 1, 1, 1, 1]));
        }));
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(_options).Fit(TestImages.View(20));

        using var loaded = (VaeTransformer)context.Model.Load(new MemoryStream(SavedModel.ZipOf(model)), out _);

        NetworkState.Of(loaded).ShouldEqual(NetworkState.Of(model));
    }

    [Fact]
    public void Fit_NothingToTrain_IsRefused() => Check(_ => new Faulty(hasParameters: false), "it has no parameters; ");

    [Fact]
    public void Fit_FaultInTrainingAlone_EndsTheFitWithTheSameMessage()
    {
        var e = Should.Throw<InvalidOperationException>(() => Fit(_ => new Faulty(encoder: Fault.WrongShape, onlyInTraining: true), TestImages.View(20)));

        e.Message.ShouldBe("Network 'Own': the encoder returned a Float32 tensor of shape [20, 3]; wanted a Float32 tensor of shape [20, 2], μ, for an input of shape [20, 12].");
    }

    [Fact]
    public void Fit_Canceled_IsNoFaultOfTheNetwork() =>
        Should.Throw<OperationCanceledException>(() => Fit(_ => throw new OperationCanceledException(), TestImages.View(20)));

    [Fact]
    public void Fit_Refused_FreesTheModule()
    {
        Faulty? module = null;
        Should.Throw<InvalidOperationException>(() => Fit(_ => module = new Faulty(decoder: Fault.Null), TestImages.View(20)));

        module!.Kept.ShouldAllBe(tensor => tensor.IsInvalid);
    }

    private static Faulty With(Action<Faulty> change)
    {
        var module = new Faulty();
        change(module);
        return module;
    }

    private static void AddBuffers(Faulty module, int count)
    {
        for (int i = 0; i < count; i++)
            module.register_buffer($"b{i}", zeros(1));
    }

    private static InvalidOperationException Check(Func<VaeModuleShape, VaeModule> factory, string message)
    {
        ScriptedView data = TestImages.View(20);
        var e = Should.Throw<InvalidOperationException>(() => Fit(factory, data));

        e.Message.ShouldStartWith("Network 'Own': " + message);
        data.Cursors.ShouldBeEmpty();
        return e;
    }

    private static void Fit(Func<VaeModuleShape, VaeModule> factory, IDataView data)
    {
        var context = new MLContext();
        context.ComponentCatalog.RegisterVaeNetwork(CustomNetworks.Name, factory);
        context.Transforms.VariationalAutoencoder(_options).Fit(data).Dispose();
    }

    private sealed class Faulty : VaeModule
    {
        private readonly Linear? _encoder;
        private readonly Linear? _decoder;
        private readonly Fault _encoderFault;
        private readonly Fault _logVarianceFault;
        private readonly Fault _decoderFault;
        private readonly bool _onlyInTraining;

        public Faulty(
            Fault encoder = Fault.None,
            Fault logVariance = Fault.None,
            Fault decoder = Fault.None,
            bool onlyInTraining = false,
            Tensor? buffer = null,
            bool hasParameters = true) : base("faulty")
        {
            (_encoderFault, _logVarianceFault, _decoderFault, _onlyInTraining) = (encoder, logVariance, decoder, onlyInTraining);
            if (hasParameters)
                (_encoder, _decoder) = (nn.Linear(12, 2), nn.Linear(2, 12));
            if (buffer is not null)
                register_buffer("extra", buffer);
            RegisterComponents();
            Kept = [.. parameters()];
        }

        public List<Tensor> Kept { get; }

        public override (Tensor Mean, Tensor? LogVariance) Encode(Tensor input)
        {
            Tensor mean = _encoder!.call(input);
            return (With(_encoderFault, mean)!, With(_logVarianceFault, mean));
        }

        public override Tensor Decode(Tensor latent) => With(_decoderFault, _decoder!.call(latent))!;

        private Tensor? With(Fault fault, Tensor x) => (_onlyInTraining && !training ? Fault.None : fault) switch
        {
            Fault.WrongShape => zeros(x.size(0), x.size(1) + 1),
            Fault.Transposed => x.sum(1),
            Fault.OtherRows => zeros(x.size(0) + 1, x.size(1)),
            Fault.WrongType => x.to(ScalarType.Float64),
            Fault.Null => null,
            Fault.Throws => throw new NotSupportedException("of the application"),
            _ => x,
        };
    }
}
