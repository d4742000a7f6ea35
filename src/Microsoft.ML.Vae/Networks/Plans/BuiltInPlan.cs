using Microsoft.ML.Vae.Networks.Layers;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks.Plans;

/// <summary>Layers of this library, from which encoder and decoder are put together in one way.</summary>
internal abstract record BuiltInPlan : NetworkPlan
{
    /// <summary>Numbers that the encoder's body makes of a row, the condition's included.</summary>
    public abstract long Features(VaeArchitecture architecture);

    /// <summary>[B, D + C] -> [B, Features].</summary>
    public abstract nn.Module<Tensor, Tensor> CreateEncoder(string name, VaeArchitecture architecture, Generator generator);

    public abstract IEnumerable<(string Name, long[] Shape)> EncoderTensors(string name, VaeArchitecture architecture);

    /// <summary>[B, Z + C] -> what the output layers take.</summary>
    public abstract nn.Module<Tensor, Tensor> CreateDecoder(string name, VaeArchitecture architecture, Generator generator);

    public abstract IEnumerable<(string Name, long[] Shape)> DecoderTensors(string name, VaeArchitecture architecture);

    /// <summary>-> [B, D].</summary>
    public abstract nn.Module<Tensor, Tensor> CreateOutput(string name, VaeArchitecture architecture, Generator generator);

    public abstract IEnumerable<(string Name, long[] Shape)> OutputTensors(string name, VaeArchitecture architecture);

    public sealed override EncoderDecoder Create(VaeArchitecture architecture, Generator generator) =>
        new(new Encoder(this, architecture, generator), new Decoder(this, architecture, generator));

    public sealed override IEnumerable<(string Name, long[] Shape)> Tensors(VaeArchitecture architecture)
    {
        ILookup<bool, (string Name, long[] Shape)> tensors = Encoder.Tensors("encoder", this, architecture)
            .Concat(Decoder.Tensors("decoder", this, architecture)).ToLookup(tensor => NormalizationLayer.IsRunningAverage(tensor.Name));
        // A network lists all of its parameters before its buffers.
        return [.. tensors[false], .. tensors[true]];
    }
}
