using Microsoft.ML.Vae.Networks.Custom;

namespace Microsoft.ML.Vae;

/// <summary>
/// A custom network of TorchSharp modules: derive from this class, or combine an encoder and a decoder with <see cref="Create"/>. After
/// training, several threads use it at once, in evaluation mode and without gradients; it is disposed with its transformer. The factory
/// must return a new module each time, with tensors of type Float32, Float64 or Int64 on the CPU; the library moves them to the GPU.
/// </summary>
public abstract class VaeModule : nn.Module
{
    /// <summary>Creates a module.</summary>
    /// <param name="name">The name of the TorchSharp module.</param>
    protected VaeModule(string name) : base(name) { }

    /// <summary>
    /// Whether the factory has set every weight itself. If false, a fit refuses a GroupNorm whose weight is not all 1 or whose bias is not
    /// all 0, as TorchSharp 0.107.0 leaves both unset. Default: false.
    /// </summary>
    public bool WeightsInitialized { get; init; }

    /// <summary>The parameters of the posterior q(z|x) = N(μ, σ²).</summary>
    /// <param name="input">
    /// Scaled pixels followed by the values of the condition: Float32 [B, D + C]; with <see cref="MissingValueBehavior.Impute"/>, a mask
    /// stands between them: [B, D + M + C].
    /// </param>
    /// <returns>
    /// μ and log σ² (not log σ), both Float32 [B, Z]; log σ² is bounded to about [−30, 20]. If <see cref="VaeModuleShape.HasLogVariance"/>
    /// is false, return null for log σ².
    /// </returns>
    public abstract (Tensor Mean, Tensor? LogVariance) Encode(Tensor input);

    /// <summary>The parameters of p(x|z) as the likelihood takes them: log-odds for Bernoulli, the mean for Gaussian, and so on.</summary>
    /// <param name="latent">Latents followed by the values of the condition: Float32 [B, Z + C].</param>
    /// <returns>Float32 [B, <see cref="VaeModuleShape.DecoderOutputSize"/>].</returns>
    public abstract Tensor Decode(Tensor latent);

    /// <summary>
    /// Says what <see cref="Encode"/> computes outside training, for <see cref="VaeTransformer.SaveOnnx"/> and ML.NET's
    /// <c>ConvertToOnnx</c>. Default: null, it cannot be exported; networks of <see cref="Create"/> that consist of modules which <see
    /// cref="OnnxGraph.Apply"/> knows are exported without it.
    /// </summary>
    /// <param name="graph">The graph to which operators are added.</param>
    /// <param name="input">The argument of <see cref="Encode"/>.</param>
    /// <returns>The values of <see cref="Encode"/>.</returns>
    public virtual (OnnxValue Mean, OnnxValue? LogVariance)? EncodeToOnnx(OnnxGraph graph, OnnxValue input) => null;

    /// <summary>Says what <see cref="Decode"/> computes outside training, like <see cref="EncodeToOnnx"/>. Default: null.</summary>
    /// <param name="graph">The graph to which operators are added.</param>
    /// <param name="latent">The argument of <see cref="Decode"/>.</param>
    /// <returns>The value of <see cref="Decode"/>.</returns>
    public virtual OnnxValue? DecodeToOnnx(OnnxGraph graph, OnnxValue latent) => null;

    /// <summary>Combines an encoder and a decoder.</summary>
    /// <param name="shape">The argument of the factory.</param>
    /// <param name="encoder">
    /// Maps [B, D + M + C] to μ and log σ² side by side, [B, 2Z], or to μ alone, [B, Z], if there is no log σ².
    /// </param>
    /// <param name="decoder">Maps [B, Z + C] to [B, <see cref="VaeModuleShape.DecoderOutputSize"/>].</param>
    /// <param name="weightsInitialized">The result's <see cref="WeightsInitialized"/>. Default: false.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static VaeModule Create(
        VaeModuleShape shape, nn.Module<Tensor, Tensor> encoder, nn.Module<Tensor, Tensor> decoder, bool weightsInitialized = false)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(decoder);
        return new EncoderDecoderModule(shape, encoder, decoder) { WeightsInitialized = weightsInitialized };
    }

    /// <summary>Registers the modules and tensors in the fields, unless the module has done so.</summary>
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
    internal Tensor DecodeFor(CustomNetworkGuard network, Tensor latent) =>   // [B, Z + C] -> [B, P]
        network.Check("decoder", network.Call("decoder", () =>
           Decode(latent)), latent, network.Shape.DecoderOutputSize, "what the likelihood takes");
}
