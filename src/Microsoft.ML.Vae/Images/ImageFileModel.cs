using System.Drawing;
using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Images;

/// <summary>
/// The options of a transformer within ML.NET's model zip.
/// <code>
/// *** Model.key (version 1.0 of the format, 0x00010001 in ML.NET's header; signature "VAE IMGF") ***
/// string         : output column
/// string         : input column
/// string or null : image folder
/// int32          : width, height
/// byte           : resizing, a value of ML.NET's ResizingKind
/// int32          : background color, 0xAARRGGBB
/// byte           : whether images are grey, 0 or 1
/// byte           : whether each file has a gray window of its own, 0 or 1
/// uint16         : low and high level of the gray window; 0 if each file has its own
/// byte           : what a file that cannot be loaded leads to, a value of InvalidFileBehavior
/// int64          : maximum of pixels
/// </code>
/// </summary>
internal static class ImageFileModel
{
    private const uint FormatVersion = 0x00010001;

    public static void Save(ModelSaveContext ctx, ImageFileOptions options)
    {
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        ctx.SaveNonEmptyString(options.OutputColumnName);
        ctx.SaveNonEmptyString(options.InputOrOutputColumnName);
        ctx.SaveStringOrNull(options.ImageFolder);
        ctx.Writer.Write(options.ImageWidth);
        ctx.Writer.Write(options.ImageHeight);
        ctx.Writer.Write((byte)options.Resizing);
        ctx.Writer.Write(options.BackgroundColor.ToArgb());
        ctx.Writer.Write(options.Grayscale);
        ctx.Writer.Write(options.GrayWindow == GrayWindow.MinMax);
        ctx.Writer.Write((ushort)(options.GrayWindow.Low ?? 0));
        ctx.Writer.Write((ushort)(options.GrayWindow.High ?? 0));
        ctx.Writer.Write((byte)options.OnInvalidFile);
        ctx.Writer.Write(options.MaximumPixels);
    }

    public static ImageFileOptions Load(ModelLoadContext ctx)
    {
        try
        {
            ctx.CheckAtModel(Version());
            ImageFileOptions options = Read(ctx);
            ImageFileOptionsValidator.Check(options);
            return options;
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException or InvalidOperationException or ArgumentException)
        {
            throw new ModelFormatException($"The saved image file loader is damaged or of another version: Model.key: {e.Message}", e);
        }
    }

    // In the order of the file.
    private static ImageFileOptions Read(ModelLoadContext ctx) => new()
    {
        OutputColumnName = ctx.LoadNonEmptyString(),
        InputColumnName = ctx.LoadNonEmptyString(),
        ImageFolder = ctx.LoadStringOrNull(),
        ImageWidth = ctx.Reader.ReadInt32(),
        ImageHeight = ctx.Reader.ReadInt32(),
        Resizing = (ImageResizingEstimator.ResizingKind)ctx.Reader.ReadByte(),
        BackgroundColor = Color.FromArgb(ctx.Reader.ReadInt32()),
        Grayscale = ReadFlag(ctx),
        GrayWindow = ReadWindow(ctx),
        OnInvalidFile = (InvalidFileBehavior)ctx.Reader.ReadByte(),
        MaximumPixels = ctx.Reader.ReadInt64(),
    };

    private static GrayWindow ReadWindow(ModelLoadContext ctx)
    {
        bool isOwn = ReadFlag(ctx);
        (int low, int high) = (ctx.Reader.ReadUInt16(), ctx.Reader.ReadUInt16());
        return isOwn ? GrayWindow.MinMax : GrayWindow.Between(low, high);
    }

    private static bool ReadFlag(ModelLoadContext ctx) => ctx.Reader.ReadByte() switch
    {
        0 => false,
        1 => true,
        byte other => throw new FormatException(FormattableString.Invariant($"a flag is {other}, not 0 or 1")),
    };

    private static VersionInfo Version() => new(
        modelSignature: "VAE IMGF",
        verWrittenCur: FormatVersion,
        verReadableCur: FormatVersion,
        verWeCanReadBack: FormatVersion,
        loaderAssemblyName: typeof(ImageFileTransformer).Assembly.FullName,
        loaderSignature: ImageFileTransformer.LoaderSignature);
}
