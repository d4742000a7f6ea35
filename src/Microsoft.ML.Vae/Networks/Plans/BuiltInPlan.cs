using Microsoft.ML.Vae.Networks.Layers;

namespace Microsoft.ML.Vae.Networks.Plans;

/// <summary>Layers of this library, from which encoder and decoder are put together in one way.</summary>
internal abstract record BuiltInPlan : NetworkPlan
{
    /// <summary>Numbers that the encoder's body makes of a row, the condition's included.</summary>
    public abstract long Features(VaeArchitecture architecture);

    /// <summary>[B, D + C] -> [B, Features].</summary>
    public abstract nn.Module<Tensor, Tensor> CreateEncoder(string name, VaeArchitecture architecture, LayerFactory layers);

    /// <summary>[B, Z + C] -> what the output layers take.</summary>
    public abstract nn.Module<Tensor, Tensor> CreateDecoder(string name, VaeArchitecture architecture, LayerFactory layers);

    /// <summary>-> [B, D].</summary>
    public abstract nn.Module<Tensor, Tensor> CreateOutput(string name, VaeArchitecture architecture, LayerFactory layers);

    public sealed override EncoderDecoder Create(VaeArchitecture architecture, LayerFactory layers) =>
        new(new Encoder(this, architecture, layers), new Decoder(this, architecture, layers));
}
