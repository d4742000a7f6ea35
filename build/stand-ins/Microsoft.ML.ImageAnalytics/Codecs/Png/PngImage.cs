using System.Runtime.InteropServices;

namespace Microsoft.ML.ImageAnalytics.Codecs.Png;

/// <summary>libpng's <c>png_image</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PngImage
{
    public const uint CurrentVersion = 1;
    public const uint Rgba = 0x03;
    public const uint Bgra = 0x13;

    public nint Opaque;
    public uint Version;
    public uint Width;
    public uint Height;
    public uint Format;
    public uint Flags;
    public uint ColormapEntries;
    public uint WarningOrError;
    public fixed byte Message[64];

    public readonly bool HasAlpha => (Format & 0x01) != 0;

    public readonly string Error
    {
        get
        {
            fixed (byte* message = Message)
                return Marshal.PtrToStringUTF8((nint)message);
        }
    }
}
