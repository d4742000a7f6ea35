namespace Microsoft.ML.Vae.PyTorch;

/// <summary>The few classes and functions that PyTorch names in a state_dict, and what stands for their results here.</summary>
internal static class PickleCalls
{
    private const string OrderedDictionary = "collections.OrderedDict";
    private const string Tensor = "torch._utils._rebuild_tensor_v2";
    private const string Parameter = "torch._utils._rebuild_parameter";
    private const string StoragePrefix = "torch.";
    private const string StorageSuffix = "Storage";

    private static readonly Dictionary<string, ScalarType> _storages = new()
    {
        ["torch.FloatStorage"] = ScalarType.Float32,
        ["torch.DoubleStorage"] = ScalarType.Float64,
        ["torch.HalfStorage"] = ScalarType.Float16,
        ["torch.BFloat16Storage"] = ScalarType.BFloat16,
        ["torch.LongStorage"] = ScalarType.Int64,
        ["torch.IntStorage"] = ScalarType.Int32,
        ["torch.ShortStorage"] = ScalarType.Int16,
        ["torch.CharStorage"] = ScalarType.Int8,
        ["torch.ByteStorage"] = ScalarType.Byte,
        ["torch.BoolStorage"] = ScalarType.Bool,
    };

    /// <summary>A name that may stand in a state_dict.</summary>
    /// <exception cref="ModelFormatException">It is another one.</exception>
    public static PickleGlobal Global(string name)
    {
        if (name is OrderedDictionary or Tensor or Parameter || _storages.ContainsKey(name))
            return new PickleGlobal(name);
        bool isStorage = name.StartsWith(StoragePrefix, StringComparison.Ordinal) && name.EndsWith(StorageSuffix, StringComparison.Ordinal);
        throw StateDictFile.Refused(isStorage
            ? $"holds numbers of the type '{name}'; wanted one of {string.Join(", ", _storages.Keys)}"
            : $"refers to '{name}', which no state_dict needs; nothing in it was run. {StateDictFile.HowToSave}");
    }

    /// <summary>What stands for a storage; null if it is not in PyTorch's form.</summary>
    public static TorchStorage? Storage(object? id) =>
        id is object?[] and ["storage", PickleGlobal { Name: { } type }, string key, string, long and >= 0 and var count]
        && _storages.TryGetValue(type, out ScalarType scalar)
            ? new TorchStorage(scalar, key, count)
            : null;

    /// <summary>What stands for the result of a call; null if it is not in PyTorch's form.</summary>
    public static object? Call(object? function, object? arguments) => (function, arguments) switch
    {
        (PickleGlobal { Name: OrderedDictionary }, object?[] and []) => new PickleDictionary(),
        (PickleGlobal { Name: Parameter }, object?[] and [TorchTensor data, ..]) => data,
        (PickleGlobal { Name: Tensor }, object?[] and [TorchStorage storage, long offset, object?[] shape, object?[] strides, ..])
            when shape.All(size => size is long) && strides.All(stride => stride is long) =>
            new TorchTensor(storage, offset, [.. shape.Cast<long>()], [.. strides.Cast<long>()]),
        _ => null,
    };
}
