using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks.Custom;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks.Plans;

/// <summary>A network that the application brings.</summary>
/// <param name="Name">The name that it was registered under.</param>
/// <param name="Factory">Makes it.</param>
/// <param name="Picture">How a row makes a picture; null when nobody said.</param>
internal sealed record CustomPlan(string Name, Func<VaeModuleShape, VaeModule> Factory, ImageLayout? Picture) : NetworkPlan
{
    public override EncoderDecoder Create(VaeArchitecture architecture, Generator generator)
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

    public override IEnumerable<(string Name, long[] Shape)>? Tensors(VaeArchitecture architecture) => null;

    /// <inheritdoc/>
    public override string ToString() => $"registered '{Name}'";

    private VaeModule Made(CustomNetworkGuard network)
    {
        using DisposeScope scope = NewDisposeScope();
        VaeModule module = network.Call("factory", () => Factory(network.Shape))
            ?? throw new InvalidOperationException($"Network '{Name}': the factory returned null; wanted a {nameof(VaeModule)}.");
        // Any of these may belong to the module, which need not have registered it as a parameter or a persistent buffer.
        scope.Detach(scope.DisposablesView);
        module.RegisterFields();
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
        Image = Picture,
        LatentDimension = a.LatentDimension,
        ConditionSize = a.ConditionSize,
        HasLogVariance = a.Latent == LatentKind.Gaussian,
        DecoderOutputSize = a.DecoderOutputSize,
    };
}
