namespace Microsoft.ML.Vae.Networks.Custom;

/// <summary>The decoder of a network that the application brought; the network itself owns the weights.</summary>
internal sealed class CustomDecoder(CustomNetworkGuard network, VaeModule module) : nn.Module<Tensor, Tensor>("decoder")
{
    public override Tensor forward(Tensor latent) => module.DecodeFor(network, latent);   // [B, Z + C] -> [B, P]
}
