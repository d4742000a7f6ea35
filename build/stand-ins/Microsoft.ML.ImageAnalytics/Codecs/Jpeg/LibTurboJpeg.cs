using System.Runtime.InteropServices;

namespace Microsoft.ML.ImageAnalytics.Codecs.Jpeg;

/// <summary>libjpeg-turbo's TurboJPEG API, version 2; Debian's package is libturbojpeg0. Zero means success.</summary>
internal static unsafe partial class LibTurboJpeg
{
    public const int Rgba = 7;
    public const int Bgra = 8;
    public const int Sampling420 = 2;
    public const int StopOnWarning = 8192;
    public const int Warning = 0;

    private const string Library = "libturbojpeg.so.0";

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    internal static partial nint NewDecompressor();

    [LibraryImport(Library, EntryPoint = "tjInitCompress")]
    internal static partial nint NewCompressor();

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    internal static partial void Destroy(nint handle);

    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    internal static partial int ReadHeader(
        nint handle, byte* file, CULong size, out int width, out int height, out int subsampling, out int colorSpace);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    internal static partial int Decompress(
        nint handle, byte* file, CULong size, byte* target, int width, int pitch, int height, int pixelFormat, int flags);

    [LibraryImport(Library, EntryPoint = "tjCompress2")]
    internal static partial int Compress(
        nint handle, byte* source, int width, int pitch, int height, int pixelFormat, ref byte* file, ref CULong size, int subsampling,
        int quality, int flags);

    [LibraryImport(Library, EntryPoint = "tjFree")]
    internal static partial void Free(byte* memory);

    [LibraryImport(Library, EntryPoint = "tjGetErrorCode")]
    internal static partial int GetErrorCode(nint handle);

    [LibraryImport(Library, EntryPoint = "tjGetErrorStr2")]
    private static partial byte* GetErrorText(nint handle);

    internal static string GetError(nint handle) => Marshal.PtrToStringUTF8((nint)GetErrorText(handle));
}
