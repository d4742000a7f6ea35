using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Shared.Images;

/// <summary>Vectors, of which each reader gets a copy, as it may write into what it got.</summary>
internal sealed class KeptVectors<T>(IReadOnlyList<VBuffer<T>> values) : KeptColumn
{
    public override Delegate CreateGetter(Func<int> row) =>
        (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => values[row()].CopyTo(ref value));
}
