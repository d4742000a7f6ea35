using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae;

/// <summary>The weights of a network, which are freed when the last model and the last computation have released them.</summary>
internal sealed class SharedWeights(VaeNetwork network)
{
    private readonly Lazy<PackedEncoder?> _packedEncoder = new(() => PackedEncoder.Of(network));
    private int _users = 1;   // the first model

    public VaeNetwork Network => network;

    /// <summary>The encoder in plain numbers, made from the weights at first use; null if there is none.</summary>
    public PackedEncoder? PackedEncoder => _packedEncoder.Value;

    /// <summary>Keeps the weights alive until they are released; false if they are freed already.</summary>
    public bool TryUse()
    {
        int users;
        do
        {
            users = Volatile.Read(ref _users);
            if (users == 0)
                return false;
        }
        while (Interlocked.CompareExchange(ref _users, users + 1, users) != users);
        return true;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) != 0)
            return;
        network.Dispose();
        if (_packedEncoder.IsValueCreated)
            _packedEncoder.Value?.Dispose();
    }
}
