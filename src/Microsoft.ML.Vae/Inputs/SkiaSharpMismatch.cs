using SkiaSharp;

namespace Microsoft.ML.Vae.Inputs;

/// <summary>An application that runs with a later SkiaSharp than ML.NET's images were built for.</summary>
internal static class SkiaSharpMismatch
{
    private static readonly Version _wanted =
        typeof(MLImage).Assembly.GetReferencedAssemblies().First(assembly => assembly.Name == nameof(SkiaSharp)).Version!;

    /// <summary>What to do about it, or null if the exception has another cause.</summary>
    public static string? Remedy(Exception exception) => Remedy(exception, _wanted, typeof(SKBitmap).Assembly.GetName().Version!);

    public static string? Remedy(Exception exception, Version wanted, Version loaded) =>
        exception.GetBaseException() is MissingMemberException or TypeLoadException && loaded.Major > wanted.Major
            ? $"ML.NET's images need SkiaSharp {wanted.ToString(2)}, but the application runs with SkiaSharp {loaded.ToString(2)}, "
                + "which no longer has members that they call. Reference SkiaSharp 2.88.9 and its native assets in the application, "
                + "and no package that requires a later SkiaSharp."
            : null;
}
