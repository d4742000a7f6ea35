using System.Runtime.InteropServices;

namespace Microsoft.ML.ImageAnalytics.Codecs.Gdk;

/// <summary>Objects, signals and errors of GLib, on which gdk-pixbuf stands.</summary>
internal static unsafe partial class GLib
{
    private const string Library = "libglib-2.0.so.0";
    private const string ObjectLibrary = "libgobject-2.0.so.0";

    [LibraryImport(Library, EntryPoint = "g_error_free")]
    internal static partial void FreeError(nint error);

    [LibraryImport(ObjectLibrary, EntryPoint = "g_object_unref")]
    internal static partial void Unref(nint instance);

    [LibraryImport(ObjectLibrary, EntryPoint = "g_signal_connect_data", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nuint Connect(nint instance, string signal, void* handler, nint data, nint destroyData, int flags);

    /// <summary>Whether a call succeeded; its error, if any, is freed.</summary>
    internal static bool Succeeded(int result, nint error)
    {
        if (error != 0)
            FreeError(error);
        return result != 0;
    }
}
