using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Graphs;

/// <summary>The numbers of a constant.</summary>
internal abstract class GraphData
{
    public abstract ElementType Type { get; }

    /// <summary>Its sizes; none: a single number.</summary>
    public abstract IReadOnlyList<long> Shape { get; }

    /// <summary>Whether it is a matrix or more of a network, which takes the room.</summary>
    public virtual bool IsLarge => false;

    public long Count => Shape.Aggregate(1L, (count, size) => checked(count * size));

    /// <summary>All numbers, in memory of their own.</summary>
    public abstract T[] ToArray<T>() where T : unmanaged;

    /// <summary>Writes the numbers in little-endian order, piece by piece.</summary>
    /// <param name="stream">Gets them.</param>
    /// <param name="type">Their type, or <see cref="ElementType.Half"/>.</param>
    public abstract void WriteTo(Stream stream, ElementType type);
}

/// <summary>Numbers of the graph itself.</summary>
internal sealed class GraphArray<TNumber>(TNumber[] values, long[] shape) : GraphData where TNumber : unmanaged
{
    public override ElementType Type { get; } =
        typeof(TNumber) == typeof(float) ? ElementType.Single : typeof(TNumber) == typeof(double) ? ElementType.Double : ElementType.Int64;

    public override IReadOnlyList<long> Shape => shape;

    public override T[] ToArray<T>() => MemoryMarshal.Cast<TNumber, T>(values).ToArray();

    public override void WriteTo(Stream stream, ElementType type) => stream.Write(MemoryMarshal.AsBytes<TNumber>(values));
}
