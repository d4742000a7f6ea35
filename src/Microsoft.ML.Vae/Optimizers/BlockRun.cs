using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Kernels;

namespace Microsoft.ML.Vae.Optimizers;

/// <summary>An optimizer at work on one block of plain numbers.</summary>
/// <param name="length">How many; a multiple of the vector's width.</param>
internal abstract unsafe class BlockRun(long length) : IDisposable
{
    private readonly List<(string Name, NativeBuffer Numbers)> _memory = [];

    /// <summary>Steps so far.</summary>
    public long Steps { get; set; }

    /// <summary>Copies of what the rule remembers between steps besides their number. The caller has a dispose scope open.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Memory => [.. _memory.Select(memory => (memory.Name, Copy(memory.Numbers)))];

    /// <summary>Puts back what another run of the same rule remembered.</summary>
    public void Restore(IReadOnlyList<(string Name, Tensor Tensor)> memory)
    {
        foreach ((string name, NativeBuffer numbers) in _memory)
            memory.First(tensor => tensor.Name == name).Tensor.bytes.CopyTo(Bytes(numbers));
    }

    /// <summary>Begins a step.</summary>
    public void Begin(double learningRate)
    {
        Steps++;
        Prepare(learningRate);
    }

    /// <summary>Makes the step for some of the numbers; others may be updated on other threads.</summary>
    /// <param name="weights">The block's weights.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="start">The first to update.</param>
    /// <param name="count">How many; a multiple of the vector's width.</param>
    /// <param name="factor">What the gradients are multiplied by.</param>
    public abstract void Update(float* weights, float* gradients, long start, long count, float factor);

    public void Dispose() => _memory.ForEach(memory => memory.Numbers.Dispose());

    /// <summary>Prepares a step, which <see cref="Steps"/> counts already.</summary>
    protected abstract void Prepare(double learningRate);

    /// <summary>A zero for every number, to remember something in.</summary>
    protected NativeBuffer Zeros(string name)
    {
        var zeros = new NativeBuffer(length);
        _memory.Add((name, zeros));
        return zeros;
    }

    private static Tensor Copy(NativeBuffer numbers)
    {
        Tensor copy = empty(numbers.Length, ScalarType.Float32, CPU);   // [length]
        Bytes(numbers).CopyTo(copy.bytes);
        return copy;
    }

    private static Span<byte> Bytes(NativeBuffer numbers) =>
        MemoryMarshal.AsBytes(new Span<float>(numbers.Data, checked((int)numbers.Length)));
}
