#if !NET10_0_OR_GREATER
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Microsoft.ML.Vae.Interop;

/// <summary>Members of later versions of .NET that the library uses.</summary>
internal static class Net8
{
    extension(Convert)
    {
        public static string ToHexStringLower(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
    }

    extension(Vector512)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> FusedMultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> addend) =>
            Avx512F.IsSupported ? Avx512F.FusedMultiplyAdd(left, right, addend)
            : Fma.IsSupported ? Vector512.Create(
                Fma.MultiplyAdd(left.GetLower(), right.GetLower(), addend.GetLower()),
                Fma.MultiplyAdd(left.GetUpper(), right.GetUpper(), addend.GetUpper()))
            : left * right + addend;
    }

    // Without it the compiler takes the one that reverses a span in place.
    public static IEnumerable<T> Reverse<T>(this T[] array) => Enumerable.Reverse(array);
}
#endif
