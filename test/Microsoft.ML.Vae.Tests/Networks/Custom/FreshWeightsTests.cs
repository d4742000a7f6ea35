using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks.Custom;

/// <summary>Weights that a factory did not set are found before the first step.</summary>
[Trait("case", "26")]
public class FreshWeightsTests
{
    private static readonly VaeOptions _options = TestOptions.Tiny with { Network = Network.Custom(CustomNetworks.Name) };

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Fit_ParameterThatIsNotFinite_IsRefusedByName(double value) =>
        Refusal(Filled("encoder.2.bias", value)).ShouldBe(
            "Network 'Own': parameter 'encoder.2.bias' holds values that are not finite; initialize it in the factory.");

    [Fact]
    public void Fit_RunningStatisticThatIsNotFinite_IsRefusedByName() =>
        Refusal(shape => Change(WithNorm(shape, nn.BatchNorm1d(12)), "encoder.1.running_var", double.NaN)).ShouldBe(
            "Network 'Own': buffer 'encoder.1.running_var' holds values that are not finite; initialize it in the factory.");

    [Theory]
    [InlineData(1e6, false)]
    [InlineData(-2e13, true)]
    public void Fit_ParameterOfEnormousMagnitude_IsWarnedOf(double value, bool isWarned)
    {
        var log = new List<string>();
        Fit(Filled("decoder.0.bias", value), log);

        log.Any(message => message.Contains("Network 'Own': parameter 'decoder.0.bias' holds values of magnitude up to 2E+13")).ShouldBe(isWarned);
    }

    [Theory]
    [InlineData("weight", 1.5, "the weight of 'encoder.1' is not all 1.")]
    [InlineData("weight", double.NaN, "the weight of 'encoder.1' is not all 1.")]
    [InlineData("bias", 1e-30, "the bias of 'encoder.1' is not all 0.")]
    public void Fit_GroupNormLeftUnset_IsRefusedWithTheRemedy(string tensor, double value, string message)
    {
        string refusal = Refusal(shape => Change(WithNorm(shape, Initialized(nn.GroupNorm(3, 12))), $"encoder.1.{tensor}", value));

        refusal.ShouldStartWith("Network 'Own': " + message);
        refusal.ShouldContain("call nn.init.ones_(norm.weight) and nn.init.zeros_(norm.bias)");
        refusal.ShouldContain("set VaeModule.WeightsInitialized to true");
    }

    [Fact]
    public void Fit_GroupNormSetToItsDefaults_IsTaken() => Fit(shape => WithNorm(shape, Initialized(nn.GroupNorm(3, 12))));

    [Fact]
    public void Fit_GroupNormWithoutParameters_IsTaken() => Fit(shape => WithNorm(shape, nn.GroupNorm(3, 12, affine: false)));

    [Fact]
    public void Fit_GroupNormThatTheFactorySet_IsTakenAsItIs() =>
        Fit(shape => Change(WithNorm(shape, Initialized(nn.GroupNorm(3, 12)), weightsInitialized: true), "encoder.1.weight", 1.5));

    [Fact]
    public void Fit_NotFiniteDespiteThePromise_IsRefused() =>
        Refusal(shape => Change(WithNorm(shape, Initialized(nn.GroupNorm(3, 12)), weightsInitialized: true), "encoder.1.weight", double.NaN))
            .ShouldContain("parameter 'encoder.1.weight' holds values that are not finite");

    [Fact]
    public void Fit_SameModuleASecondTime_IsRefusedAndTheFirstModelStaysWhole()
    {
        VaeModule? module = null;
        var context = new MLContext();
        context.ComponentCatalog.RegisterVaeNetwork(CustomNetworks.Name, shape => module ??= CustomNetworks.Dense(shape));
        using VaeTransformer first = context.Transforms.VariationalAutoencoder(_options).Fit(TestImages.View(20));
        float[][] latents = first.Transform(TestImages.View(20)).Vectors(TinyModel.Mean);

        Should.Throw<InvalidOperationException>(() => context.Transforms.VariationalAutoencoder(_options).Fit(TestImages.View(20)))
            .Message.ShouldBe("Network 'Own': parameter 'encoder.0.weight' already belongs to another model; "
                + "the factory must create a new module each time it is called.");

        first.Transform(TestImages.View(20)).Vectors(TinyModel.Mean).ShouldBe(latents);
    }

    [Fact]
    public void Fit_NewModuleAroundTheSameEncoder_IsRefused()
    {
        Linear encoder = nn.Linear(12, 4);
        var context = new MLContext();
        context.ComponentCatalog.RegisterVaeNetwork(CustomNetworks.Name, shape => VaeModule.Create(shape, encoder, nn.Linear(2, 12)));
        using VaeTransformer first = context.Transforms.VariationalAutoencoder(_options).Fit(TestImages.View(20));

        Should.Throw<InvalidOperationException>(() => context.Transforms.VariationalAutoencoder(_options).Fit(TestImages.View(20)))
            .Message.ShouldContain("parameter 'encoder.weight' already belongs to another model");
    }

    [Fact]
    public void Fit_ErrorOfNativeCode_IsToldInOneLineWithTheRestInside()
    {
        var e = Should.Throw<InvalidOperationException>(() => Fit(shape => VaeModule.Create(shape, nn.Linear(13, 4), nn.Linear(2, 12))));

        e.Message.ShouldStartWith("Network 'Own': the encoder threw ExternalException: mat1 and mat2 shapes cannot be multiplied");
        e.Message.ShouldNotContain("\n");
        e.InnerException!.Message.ShouldContain("\n");
    }

    private static Func<VaeModuleShape, VaeModule> Filled(string tensor, double value) => shape => Change(CustomNetworks.Dense(shape), tensor, value);

    private static VaeModule Change(VaeModule module, string tensor, double value)
    {
        using IDisposable noGradient = no_grad();
        module.state_dict()[tensor].fill_(value);
        return module;
    }

    private static GroupNorm Initialized(GroupNorm norm)
    {
        nn.init.ones_(norm.weight);
        nn.init.zeros_(norm.bias);
        return norm;
    }

    private static VaeModule WithNorm(VaeModuleShape shape, nn.Module<Tensor, Tensor> norm, bool weightsInitialized = false) => VaeModule.Create(
        shape, nn.Sequential(nn.Unflatten(1, [12, 1]), norm, nn.Flatten(), nn.Linear(12, 4)), nn.Sequential(nn.Linear(2, 12)), weightsInitialized);

    private static string Refusal(Func<VaeModuleShape, VaeModule> factory) =>
        Should.Throw<InvalidOperationException>(() => Fit(factory)).Message;

    private static void Fit(Func<VaeModuleShape, VaeModule> factory, List<string>? warnings = null)
    {
        var context = new MLContext();
        var log = new Log(context);
        context.ComponentCatalog.RegisterVaeNetwork(CustomNetworks.Name, factory);
        try
        {
            context.Transforms.VariationalAutoencoder(_options with { Epochs = 1, OnDivergence = DivergenceBehavior.Throw }).Fit(TestImages.View(20)).Dispose();
        }
        catch (TrainingDivergedException) when (warnings is not null)
        {
        }
        warnings?.AddRange(log.Warnings.Select(message => message.RawMessage));
    }
}
