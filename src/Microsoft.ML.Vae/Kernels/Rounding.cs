using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Microsoft.ML.Vae.Kernels;

/// <summary>Numbers rounded to bfloat16, the upper halves of those in single precision.</summary>
internal static unsafe class Rounding
{
    private const int ExtendedFeatures = 7;   // the leaf of CPUID
    private const int Avx512BFloat16 = 1 << 5;   // in EAX of subleaf 1
    private const int AmxBFloat16 = 1 << 22;     // in EDX of subleaf 0

    /// <summary>Whether the processor multiplies such numbers faster than those of single precision.</summary>
    public static bool IsMultiplied { get; } = Vector512.IsHardwareAccelerated && X86Base.IsSupported
        && ((X86Base.CpuId(ExtendedFeatures, 1).Eax & Avx512BFloat16) != 0 || (X86Base.CpuId(ExtendedFeatures, 0).Edx & AmxBFloat16) != 0);

    /// <summary>Rounds to nearest, ties to even.</summary>
    /// <param name="from">[N].</param>
    /// <param name="to">[N].</param>
    /// <param name="count">N, a multiple of the vector's width.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Round(float* from, ushort* to, long count)
    {
        for (long i = 0; i < count; i += VectorMath.Width)
        {
            Vector512<float> x = Vector512.Load(from + i);
            Vector512<uint> bits = x.AsUInt32();
            Vector512<uint> rounded = bits + Vector512.Create(0x7fffu) + (Vector512.ShiftRightLogical(bits, 16) & Vector512<uint>.One);
            // A NaN's bits could run over; what is not equal to itself keeps its own.
            rounded = Vector512.ConditionalSelect(Vector512.Equals(x, x).AsUInt32(), rounded, bits);
            Vector512<uint> halves = Vector512.ShiftRightLogical(rounded, 16);
            Vector256.Narrow(halves.GetLower(), halves.GetUpper()).Store(to + i);
        }
    }

    /// <summary>Matrix rows as single-precision numbers, with a number added to each column.</summary>
    /// <param name="from">[M, N].</param>
    /// <param name="columns">[N].</param>
    /// <param name="to">[M, N].</param>
    /// <param name="rows">M.</param>
    /// <param name="count">N, a multiple of the vector's width.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WidenAndAdd(ushort* from, float* columns, float* to, int rows, int count)
    {
        for (int row = 0; row < rows; row++, from += count, to += count)
        {
            for (int i = 0; i < count; i += VectorMath.Width)
                (Widen(from + i) + Vector512.Load(columns + i)).Store(to + i);
        }
    }

    /// <summary>Multiplies numbers by others.</summary>
    /// <param name="from">[N].</param>
    /// <param name="to">[N].</param>
    /// <param name="count">N, a multiple of the vector's width.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(ushort* from, float* to, long count)
    {
        for (long i = 0; i < count; i += VectorMath.Width)
            (Widen(from + i) * Vector512.Load(to + i)).Store(to + i);
    }

    /// <summary>The same numbers in single precision.</summary>
    /// <param name="from">[N].</param>
    /// <param name="to">[N].</param>
    /// <param name="count">N, a multiple of the vector's width.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(ushort* from, float* to, long count)
    {
        for (long i = 0; i < count; i += VectorMath.Width)
            Widen(from + i).Store(to + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Widen(ushort* from)
    {
        (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(Vector256.Load(from));
        return Vector512.ShiftLeft(Vector512.Create(lower, upper), 16).AsSingle();
    }
}
