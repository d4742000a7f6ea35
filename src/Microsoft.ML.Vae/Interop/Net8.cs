#if !NET10_0_OR_GREATER
namespace Microsoft.ML.Vae.Interop;

/// <summary>Members of later versions of .NET that the library uses.</summary>
internal static class Net8
{
    extension(Convert)
    {
        public static string ToHexStringLower(byte[] bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
    }

    // Without it the compiler takes the one that reverses a span in place.
    public static IEnumerable<T> Reverse<T>(this T[] array) => Enumerable.Reverse(array);
}
#endif
