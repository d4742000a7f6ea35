using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Persistence;

/// <summary>A <see cref="SlotScaling"/> as a float32 tensor, "input.scaling" [2, D]: offsets, then scales.</summary>
internal static class ScalingTensor
{
    private const string Name = "input.scaling";

    public static IEnumerable<ExpectedTensor> Expected(int size, bool isStandardized) =>
        isStandardized ? [new ExpectedTensor(Name, TensorType.F32, [2, size])] : [];

    public static IEnumerable<(string Name, Tensor Tensor)> From(SlotScaling? scaling)
    {
        if (scaling is null)
            return [];
        Tensor values = empty(2, scaling.Offsets.Length, ScalarType.Float32, CPU);   // [2, D]
        Span<float> both = MemoryMarshal.Cast<byte, float>(values.bytes);
        scaling.Offsets.CopyTo(both);
        scaling.Scales.CopyTo(both[scaling.Offsets.Length..]);
        return [(Name, values)];
    }

    public static SlotScaling Read(Safetensors file, int size)
    {
        ReadOnlySpan<float> values = file.Singles(Name);
        foreach (float scale in values[size..])
        {
            if (!(scale > 0))
                throw Safetensors.Damaged($"tensor '{Name}'", FormattableString.Invariant($"a scale of {scale}"));
        }
        return new SlotScaling(values[..size].ToArray(), values[size..].ToArray());
    }
}
