namespace Microsoft.ML.Vae.Blocks;

/// <summary>One value for each row.</summary>
internal sealed class ScalarBlock<T> : BlockColumn<T>
{
    public ValueBuffer<T> Values { get; } = new();

    public override void Get(int row, ref T value) => value = Values.Values[row];
}
