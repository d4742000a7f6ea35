using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Training;

/// <summary>Gives all processes of a fit the same weights, and sees to it that they stay so, bit for bit.</summary>
internal static class EqualWeights
{
    /// <summary>Replaces the weights and buffers by those of rank 0.</summary>
    public static void Broadcast(RankGroup ranks, VaeNetwork network)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        foreach (Tensor tensor in network.state_dict().Values)
        {
            Tensor whole = tensor.contiguous();
            ranks.TakeFirst(whole.bytes);
            if (!ReferenceEquals(whole, tensor))
                tensor.copy_(whole);
        }
    }

    /// <exception cref="InvalidOperationException">A rank has other weights than rank 0; every rank throws.</exception>
    public static void Check(RankGroup ranks, VaeNetwork network, int epoch)
    {
        (string[] names, ulong[] mine) = Hashes(network);
        ulong[][] all = ranks.Gather<ulong>(mine);
        for (int rank = 1; rank < all.Length; rank++)
        {
            int other = Enumerable.Range(0, names.Length).FirstOrDefault(i => all[rank][i] != all[0][i], -1);
            if (other >= 0)
            {
                throw ranks.Decided(new InvalidOperationException(FormattableString.Invariant(
                    $"The weights of rank {rank} differ from those of rank 0 after epoch {epoch}: tensor '{names[other]}'. ")
                    + "Use the same build, the same libraries and the same kind of processor on every machine."));
            }
        }
    }

    private static (string[] Names, ulong[] Hashes) Hashes(VaeNetwork network)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Dictionary<string, Tensor> tensors = network.state_dict();
        return ([.. tensors.Keys], [.. tensors.Values.Select(tensor => Hash(tensor.contiguous()))]);
    }

    private static ulong Hash(Tensor tensor)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(tensor.bytes), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
