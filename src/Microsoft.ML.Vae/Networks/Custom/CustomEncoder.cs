using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Networks.Custom;

/// <summary>The encoder of a network that the application brought; the network itself owns the weights.</summary>
internal sealed class CustomEncoder(CustomNetworkGuard network, VaeModule module)
    : nn.Module<Tensor, (Tensor Mean, Tensor? LogVariance)>("encoder")
{
    public override (Tensor Mean, Tensor? LogVariance) forward(Tensor input)   // [B, D + C] -> [B, Z],[B, Z]
    {
        (Tensor mean, Tensor? logVariance) = module.EncodeFor(network, input);
        return (mean, logVariance is null ? null : LogVarianceBound.Apply(logVariance));
    }
}
