namespace Microsoft.ML.Vae.Blocks;

/// <summary>A vector for each row.</summary>
/// <param name="size">The size of all; 0: each has its own.</param>
internal sealed class VectorBlock<T>(int size) : BlockColumn<VBuffer<T>>
{
    /// <summary>All vectors' values, one after the other.</summary>
    public ValueBuffer<T> Values { get; } = new();

    /// <summary>Where each vector ends, unless all have one size.</summary>
    public ValueBuffer<int> Ends { get; } = new();

    public override void Get(int row, ref VBuffer<T> value)
    {
        ReadOnlySpan<T> vector = Row(row);
        VBufferEditor<T> editor = VBufferEditor.Create(ref value, vector.Length);
        vector.CopyTo(editor.Values);
        value = editor.Commit();
    }

    public ReadOnlySpan<T> Row(int row)
    {
        if (size > 0)
            return Values.Values.Slice(row * size, size);
        int start = row == 0 ? 0 : Ends.Values[row - 1];
        return Values.Values[start..Ends.Values[row]];
    }
}
