using Microsoft.ML.Vae.Networks.Custom;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae;

/// <summary>
/// A network of one's own, made of TorchSharp modules: derive from it for a whole network, or put one together with <see cref="Create"/>. It is used by
/// several threads at once after training, in evaluation mode and without gradients, and disposed with its transformer. Its tensors have to be
/// Float32, Float64 or Int64 and on the CPU when it is handed over; a GPU is the library's business.
/// </summary>
public abstract class VaeModule : nn.Module
{
    /// <summary>Creates a module.</summary>
    /// <param name="name">Its name, as of every TorchSharp module.</param>
    protected VaeModule(string name) : base(name) { }

    /// <summary>The parameters of the posterior q(z|x) = N(μ, σ²).</summary>
    /// <param name="input">Scaled pixels, beside which the numbers of the condition stand: Float32 [B, D + C].</param>
    /// <returns>
    /// μ and log σ² (not log σ), both Float32 [B, Z]; log σ² is kept within about [−30, 20]. Where <see cref="VaeModuleShape.HasLogVariance"/> is false,
    /// log σ² is null.
    /// </returns>
    public abstract (Tensor Mean, Tensor? LogVariance) Encode(Tensor input);

    /// <summary>The parameters of p(x|z) as the likelihood takes them: log-odds for Bernoulli, the mean for Gaussian, and so on.</summary>
    /// <param name="code">Codes, beside which the numbers of the condition stand: Float32 [B, Z + C].</param>
    /// <returns>Float32 [B, <see cref="VaeModuleShape.DecoderOutputSize"/>].</returns>
    public abstract Tensor Decode(Tensor code);

    /// <summary>Puts an encoder and a decoder together.</summary>
    /// <param name="shape">What the factory was called with.</param>
    /// <param name="encoder">[B, D + C] to μ and log σ² side by side, [B, 2Z], or μ alone, [B, Z], where there is no log σ².</param>
    /// <param name="decoder">[B, Z + C] to [B, <see cref="VaeModuleShape.DecoderOutputSize"/>].</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static VaeModule Create(VaeModuleShape shape, nn.Module<Tensor, Tensor> encoder, nn.Module<Tensor, Tensor> decoder)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(decoder);
        return new EncoderDecoderModule(shape, encoder, decoder);
    }

    /// <summary>Finds the parts and tensors in the fields of a module that did not do so itself.</summary>
    internal void RegisterFields() => RegisterComponents();

    /// <summary><see cref="Encode"/>, checked.</summary>
    internal virtual (Tensor Mean, Tensor? LogVariance) EncodeFor(CustomNetworkGuard network, Tensor input)   // [B, D + C] -> [B, Z],[B, Z]
    {
        (Tensor mean, Tensor? logVariance) = network.Call("encoder", () => Encode(input));
        network.Check("encoder", mean, input, network.Shape.LatentDimension, "μ");
        if (network.Shape.HasLogVariance)
            network.Check("encoder", logVariance, input, network.Shape.LatentDimension, "log σ²");
        return (mean, network.Shape.HasLogVariance ? logVariance : null);
    }

    /// <summary><see cref="Decode"/>, checked.</summary>
    internal Tensor DecodeFor(CustomNetworkGuard network, Tensor code) =>   // [B, Z + C] -> [B, P]
        network.Check("decoder", network.Call("decoder", () => Decode(code)), code, network.Shape.DecoderOutputSize, "what the likelihood takes");
}
