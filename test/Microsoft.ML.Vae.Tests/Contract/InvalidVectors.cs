using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>What an estimator that reads a vector of Single or Byte must refuse.</summary>
internal static class InvalidVectors
{
    public static IReadOnlyList<InvalidInput> For(string column, int size)
    {
        string missing = $"Could not find input column '{column}'";
        string mismatch = $"Schema mismatch for input column '{column}': expected ";
        return
        [
            new(_ => View<float>("Another", NumberDataViewType.Single), missing),
            new(_ => View<ReadOnlyMemory<char>>(column, TextDataViewType.Instance), mismatch),
            new(_ => View<float>(column, NumberDataViewType.Single), mismatch),
            new(_ => Vectors<long>(column, NumberDataViewType.Int64, size), mismatch),
            new(_ => Vectors<uint>(column, new KeyDataViewType(typeof(uint), 5), size), mismatch),
            new(_ => Zeros<float>(column, NumberDataViewType.Single, size + 1), mismatch) { FailsFit = false },
            new(_ => Zeros<byte>(column, NumberDataViewType.Byte, size - 1), mismatch) { FailsFit = false },
        ];
    }

    private static ScriptedView View<T>(string name, DataViewType type) => new ScriptedView(2).Add<T>(name, type, _ => default!);

    private static ScriptedView Vectors<T>(string name, PrimitiveDataViewType type, int size) =>
        View<VBuffer<T>>(name, new VectorDataViewType(type, size));

    private static ScriptedView Zeros<T>(string name, PrimitiveDataViewType type, int size) =>
        new ScriptedView(2).AddVector(name, type, size, _ => new VBuffer<T>(size, new T[size]));
}
