using Microsoft.ML.Vae.Networks.Custom;
using Microsoft.ML.Vae.Networks.Layers;

namespace Microsoft.ML.Vae.Networks.Plans;

/// <summary>A custom network, made by the application.</summary>
/// <param name="Name">The name that it was registered under.</param>
/// <param name="Factory">Makes it.</param>
/// <param name="Image">How a row makes an image; null if not specified.</param>
internal sealed record CustomPlan(string Name, Func<VaeModuleShape, VaeModule> Factory, ImageLayout? Image) : NetworkPlan
{
    // The application's factory makes tensors where it likes.
    public override Device OutlineDevice => CPU;

    public override EncoderDecoder Create(VaeArchitecture architecture, LayerFactory layers)
    {
        var network = new CustomNetworkGuard(Name, ShapeOf(architecture));
        VaeModule module = Made(network);
        try
        {
            network.CheckTensors(module);
            var parts = new EncoderDecoder(new CustomEncoder(network, module), new CustomDecoder(network, module)) { Whole = module };
            Probe(parts, architecture);
            return parts;
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    public override void CheckFreshWeights(nn.Module network, IChannel channel) =>
        FreshWeights.Check(Name, network.children().OfType<VaeModule>().Single(), channel);

    /// <summary>The error for a network that has other tensors than the saved model.</summary>
    public InvalidOperationException Mismatch(string tensor, string what) => new(
        $"The network registered as '{Name}' is not the one that the model was saved with. In the model, tensor '{tensor}': {what}. "
        + "Register the network that the model was trained with.");

    /// <inheritdoc/>
    public override string ToString() => $"custom '{Name}'";

    private VaeModule Made(CustomNetworkGuard network)
    {
        using DisposeScope scope = NewDisposeScope();
        VaeModule module = network.Call("factory", () => Factory(network.Shape))
            ?? throw new InvalidOperationException($"Network '{Name}': the factory returned null; wanted a {nameof(VaeModule)}.");
        // Any of these may belong to the module, which need not have registered it as a parameter or a persistent buffer.
        scope.Detach(scope.DisposablesView);
        module.RegisterFields();
        network.CheckIsNew(module);
        return module;
    }

    /// <summary>Runs both parts once, so that a fault shows before any data is read.</summary>
    private static void Probe(EncoderDecoder parts, VaeArchitecture architecture)
    {
        const int rows = 2;
        using IDisposable noGradient = no_grad();
        parts.Whole!.eval();
        parts.Encoder.call(zeros(rows, architecture.EncoderInputSize, ScalarType.Float32, CPU));
        parts.Decoder.call(zeros(rows, architecture.DecoderInputSize, ScalarType.Float32, CPU));
        parts.Whole.train();
    }

    private VaeModuleShape ShapeOf(VaeArchitecture a) => new()
    {
        InputSize = a.InputSize,
        Image = Image,
        LatentDimension = a.LatentDimension,
        ConditionSize = a.ConditionSize,
        MaskSize = a.MaskSize,
        HasLogVariance = a.Latent.HasPosterior,
        DecoderOutputSize = a.DecoderOutputSize,
    };
}
