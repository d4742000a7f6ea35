namespace Microsoft.ML.Vae.PyTorch;

/// <summary>Where a tuple or the items of a list or a dictionary begin on a pickle's stack.</summary>
internal sealed class PickleMark
{
    public static PickleMark Instance { get; } = new();
}

/// <summary>A class or function that a pickle names; here, it is no more than its name.</summary>
internal sealed record PickleGlobal(string Name);

/// <summary>A dictionary, in its order.</summary>
internal sealed class PickleDictionary
{
    public List<(object? Key, object? Value)> Items { get; } = [];
}

/// <summary>Bytes in another entry of the file.</summary>
internal sealed record TorchStorage(ScalarType Type, string Key, long Count);

/// <summary>A view of a storage.</summary>
internal sealed record TorchTensor(TorchStorage Storage, long Offset, long[] Shape, long[] Strides);
