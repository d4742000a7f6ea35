using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Networks.Packed;

/// <summary>A group normalization: γ, and β behind it.</summary>
/// <param name="Name">Of the layer in the network.</param>
/// <param name="Channels">C, a multiple of the vector's width.</param>
/// <param name="Groups">How many.</param>
/// <param name="Offset">Where its numbers begin among those of the network.</param>
internal sealed unsafe record PackedNormalization(string Name, int Channels, int Groups, long Offset)
{
    /// <summary>Where β begins.</summary>
    public long BiasOffset => Offset + Channels;

    /// <summary>Where what follows begins.</summary>
    public long End => Offset + 2 * Channels;

    /// <summary>Copies between the network's tensors and the block.</summary>
    public void Copy(IReadOnlyDictionary<string, Tensor> tensors, float* block, bool toBlock)
    {
        Copy(tensors[$"{Name}.weight"], block + Offset, toBlock);
        Copy(tensors[$"{Name}.bias"], block + BiasOffset, toBlock);
    }

    private void Copy(Tensor tensor, float* numbers, bool toBlock)
    {
        Span<float> there = MemoryMarshal.Cast<byte, float>(tensor.bytes), here = new(numbers, Channels);
        if (toBlock)
            there.CopyTo(here);
        else
            here.CopyTo(there);
    }
}
