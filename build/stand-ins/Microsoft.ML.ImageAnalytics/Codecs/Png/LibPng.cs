using System.Runtime.InteropServices;

namespace Microsoft.ML.ImageAnalytics.Codecs.Png;

/// <summary>libpng's simplified API; Debian's package is libpng16-16. Each call frees its state itself when it fails.</summary>
internal static unsafe partial class LibPng
{
    private const string Library = "libpng16.so.16";

    [LibraryImport(Library, EntryPoint = "png_image_begin_read_from_memory")]
    internal static partial int BeginRead(ref PngImage image, byte* memory, nuint size);

    [LibraryImport(Library, EntryPoint = "png_image_finish_read")]
    internal static partial int FinishRead(ref PngImage image, byte* background, byte* buffer, int rowStride, byte* colormap);

    [LibraryImport(Library, EntryPoint = "png_image_free")]
    internal static partial void Free(ref PngImage image);

    [LibraryImport(Library, EntryPoint = "png_image_write_to_memory")]
    internal static partial int Write(ref PngImage image, byte* memory, ref nuint size, int convertTo8Bit, byte* buffer, int rowStride, byte* colormap);
}
