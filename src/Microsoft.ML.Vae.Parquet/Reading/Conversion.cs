using System.Numerics;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>Makes a column's values of those in a file.</summary>
internal abstract class Conversion<TStored, TValue>
{
    /// <summary>Whether null has a value.</summary>
    public bool HasMissing { get; init; }

    /// <summary>The value of null.</summary>
    public TValue Missing { get; init; } = default!;

    public abstract void Convert(ReadOnlySpan<TStored> stored, Span<TValue> values);
}

/// <summary>The values as they are.</summary>
internal sealed class Unchanged<T> : Conversion<T, T>
{
    public override void Convert(ReadOnlySpan<T> stored, Span<T> values) => stored.CopyTo(values);
}

/// <summary>Integers of fewer bits, or without a sign, which files hold in larger or signed ones.</summary>
internal sealed class Narrowed<TStored, TValue> : Conversion<TStored, TValue>
    where TStored : INumberBase<TStored>
    where TValue : INumberBase<TValue>
{
    public override void Convert(ReadOnlySpan<TStored> stored, Span<TValue> values)
    {
        for (int i = 0; i < stored.Length; i++)
            values[i] = TValue.CreateTruncating(stored[i]);
    }
}

/// <summary>Values that a function makes.</summary>
internal sealed class Mapped<TStored, TValue>(Func<TStored, TValue> map) : Conversion<TStored, TValue>
{
    public override void Convert(ReadOnlySpan<TStored> stored, Span<TValue> values)
    {
        for (int i = 0; i < stored.Length; i++)
            values[i] = map(stored[i]);
    }
}
