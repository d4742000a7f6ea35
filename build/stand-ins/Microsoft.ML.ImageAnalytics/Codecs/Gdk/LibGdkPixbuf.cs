using System.Runtime.InteropServices;

namespace Microsoft.ML.ImageAnalytics.Codecs.Gdk;

/// <summary>GNOME's gdk-pixbuf; Debian's package is libgdk-pixbuf-2.0-0. A false result comes with an error that the caller frees.</summary>
internal static unsafe partial class LibGdkPixbuf
{
    private const string Library = "libgdk_pixbuf-2.0.so.0";

    [LibraryImport(Library, EntryPoint = "gdk_pixbuf_loader_new_with_type", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint NewLoader(string type, out nint error);

    [LibraryImport(Library, EntryPoint = "gdk_pixbuf_loader_write")]
    internal static partial int Write(nint loader, byte* buffer, nuint count, out nint error);

    [LibraryImport(Library, EntryPoint = "gdk_pixbuf_loader_close")]
    internal static partial int Close(nint loader, out nint error);

    /// <summary>Zero and zero, from inside size-prepared, ends the loading.</summary>
    [LibraryImport(Library, EntryPoint = "gdk_pixbuf_loader_set_size")]
    internal static partial void SetSize(nint loader, int width, int height);

    /// <summary>The loader keeps the pixbuf.</summary>
    [LibraryImport(Library, EntryPoint = "gdk_pixbuf_loader_get_pixbuf")]
    internal static partial nint GetPixbuf(nint loader);

    [LibraryImport(Library, EntryPoint = "gdk_pixbuf_get_width")]
    internal static partial int GetWidth(nint pixbuf);

    [LibraryImport(Library, EntryPoint = "gdk_pixbuf_get_height")]
    internal static partial int GetHeight(nint pixbuf);

    [LibraryImport(Library, EntryPoint = "gdk_pixbuf_get_rowstride")]
    internal static partial int GetRowStride(nint pixbuf);

    [LibraryImport(Library, EntryPoint = "gdk_pixbuf_get_n_channels")]
    internal static partial int GetChannels(nint pixbuf);

    [LibraryImport(Library, EntryPoint = "gdk_pixbuf_read_pixels")]
    internal static partial byte* ReadPixels(nint pixbuf);
}
