using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks.Plans;

/// <summary>What lies between the pixels and the heads of an encoder, and between the code and the pixels of a decoder.</summary>
internal abstract record NetworkPlan
{
    /// <summary>Encoder and decoder with fresh weights, their tensors named as <see cref="Tensors"/> says.</summary>
    public abstract EncoderDecoder Create(VaeArchitecture architecture, Generator generator);

    /// <summary>Name and shape of every tensor, in the order in which a network registers and a file stores them; null when only the network knows.</summary>
    public abstract IEnumerable<(string Name, long[] Shape)>? Tensors(VaeArchitecture architecture);
}
