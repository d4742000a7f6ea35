namespace Microsoft.ML.Vae.Blocks;

/// <summary>The values that a slice of rows has in one column.</summary>
internal abstract class BlockColumn
{
    /// <summary>A getter of the value of a row, which is a number within the slice.</summary>
    public abstract Delegate CreateGetter(Func<int> row);
}

/// <summary>Values of one type.</summary>
internal abstract class BlockColumn<T> : BlockColumn
{
    public abstract void Get(int row, ref T value);

    public override Delegate CreateGetter(Func<int> row) => (ValueGetter<T>)((ref T value) => Get(row(), ref value));
}
