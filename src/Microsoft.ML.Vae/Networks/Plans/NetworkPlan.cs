using Microsoft.ML.Vae.Networks.Layers;

namespace Microsoft.ML.Vae.Networks.Plans;

/// <summary>The layers between the pixels and the heads of an encoder, and between the latent and the pixels of a decoder.</summary>
internal abstract record NetworkPlan
{
    /// <summary>Where a network is made whose tensors need shapes but no memory.</summary>
    public virtual Device OutlineDevice => META;

    /// <summary>Encoder and decoder with fresh weights, on the factory's device if the layers are this library's own.</summary>
    public abstract EncoderDecoder Create(VaeArchitecture architecture, LayerFactory layers);

    /// <summary>Examines the weights before the first step of a fit.</summary>
    public virtual void CheckFreshWeights(nn.Module network, IChannel channel) { }
}
