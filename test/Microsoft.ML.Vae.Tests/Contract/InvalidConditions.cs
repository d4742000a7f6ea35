using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>What an estimator with a condition column, a key beside <see cref="TestImages"/>, must refuse.</summary>
internal static class InvalidConditions
{
    public static IReadOnlyList<InvalidInput> For(string column, int count)
    {
        string mismatch = $"Schema mismatch for condition column '{column}': expected ";
        return
        [
            new(_ => TestImages.View(2), $"Could not find condition column '{column}'"),
            new(_ => TestImages.View(2).Add(column, TextDataViewType.Instance, _ => "".AsMemory()), mismatch),
            new(_ => TestImages.View(2).Add(column, NumberDataViewType.UInt32, _ => 1u), mismatch),
            new(_ => TestImages.View(2).AddVector(column, NumberDataViewType.Double, 2, _ => new VBuffer<double>(2, new double[2])), mismatch),
            new(_ => TestImages.View(2).Add(column, new VectorDataViewType(NumberDataViewType.Single), _ => new VBuffer<float>(2, new float[2])), mismatch),
            new(_ => TestImages.View(2).AddKeys(count + 1), mismatch) { FailsFit = false },
            new(_ => TestImages.View(2).Add(column, NumberDataViewType.Single, _ => 1f), mismatch) { FailsFit = false },
        ];
    }
}
