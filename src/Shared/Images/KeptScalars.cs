using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Shared.Images;

/// <summary>Values that readers can share, such as numbers, texts and images.</summary>
internal sealed class KeptScalars<T>(IReadOnlyList<T> values) : KeptColumn
{
    public override Delegate CreateGetter(Func<int> row) => (ValueGetter<T>)((ref T value) => value = values[row()]);
}
