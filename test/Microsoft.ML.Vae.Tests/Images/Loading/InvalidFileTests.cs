using Microsoft.ML.Data;
using SkiaSharp;

namespace Microsoft.ML.Vae.Tests.Images.Loading;

/// <summary>Files that cannot be loaded are named, or become missing images.</summary>
public sealed class InvalidFileTests : IDisposable
{
    private readonly LoadedFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("empty", "it is empty")]
    [InlineData("folder", "it is a folder")]
    [InlineData("absent", "Could not find file ")]
    [InlineData("absent/deeper", "Could not find a part of the path ")]
    [InlineData("text", "it is not an image, is damaged at its beginning, or is in a format that SkiaSharp does not read")]
    [InlineData("tiff", "it is not an image, is damaged at its beginning, or is in a format that SkiaSharp does not read")]
    [InlineData("header.png", "it is not an image, is damaged at its beginning, or is in a format that SkiaSharp does not read")]
    [InlineData("cut.png", "it ends before its last pixel")]
    [InlineData("cut.jpg", "it ends before its last pixel")]
    [InlineData("cut.webp", "it ends before its last pixel")]
    [InlineData("crc.png", "its pixels are damaged")]
    [InlineData("huge.png", "it declares 65000 x 65000 pixels, and MaximumPixels is 150000000")]
    [InlineData("huge16.png", "it declares 65000 x 65000 pixels, and MaximumPixels is 150000000")]
    public void Load_File_IsNamedWithTheReasonOrMissing(string name, string reason)
    {
        WriteFaultyFiles();
        ImageFileOptions options = _files.Options;
        string good = _files.Add("good", LoadedFiles.Encode(Rgb.Scene(4, 4)));

        Should.Throw<InvalidOperationException>(() => _files.View(options, good, name).Values<MLImage>(LoadedFiles.Column)).Message
            .ShouldStartWith($"Column 'Picture': file '{Path.Combine(_files.Folder, name)}' cannot be loaded: {reason}");
        List<MLImage> images = _files.View(options with { OnInvalidFile = InvalidFileBehavior.Missing }, good, name, good)
            .Values<MLImage>(LoadedFiles.Column);
        images.Select(image => image is null).ShouldBe([false, true, false]);
    }

    [Fact]
    public void Load_ImpossibleDimensions_AreRefused()
    {
        byte[] file = PngOf(2_000_000_000, 2_000_000_000, 8);

        Should.Throw<InvalidOperationException>(() => _files.Load(file, 4, 4)).Message.ShouldContain("' cannot be loaded: ");
    }

    [Fact]
    public void Load_MaximumPixels_AreAllowed()
    {
        byte[] file = LoadedFiles.Encode(Rgb.Scene(10, 10));

        _files.Load(file, _files.Options with { MaximumPixels = 100 });
        Should.Throw<InvalidOperationException>(() => _files.Load(file, _files.Options with { MaximumPixels = 99 })).Message
            .ShouldEndWith(": it declares 10 x 10 pixels, and MaximumPixels is 99");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Load_EmptyPath_IsAMissingImageWithoutAWarning(string? path)
    {
        var log = new Log(_files.Context);

        _files.View(_files.Options, path).Values<MLImage>(LoadedFiles.Column).ShouldBe([null!]);

        log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Load_MissingImages_AreWarnedOfWhenTheCursorEnds()
    {
        string good = _files.Add("good", LoadedFiles.Encode(Rgb.Scene(4, 4)));
        IDataView view = _files.View(
            _files.Options with { OnInvalidFile = InvalidFileBehavior.Missing }, [good, .. Enumerable.Range(0, 12).Select(i => $"absent{i}")]);
        var log = new Log(_files.Context);
        using (DataViewRowCursor cursor = view.GetRowCursor(view.Schema))
        {
            ValueGetter<MLImage> get = cursor.GetGetter<MLImage>(view.Schema[LoadedFiles.Column]);
            while (cursor.MoveNext())
            {
                get.Value();
                get.Value();   // the same row again does not count
            }
        }

        string warning = log.Warnings.ShouldHaveSingleItem().RawMessage;
        warning.ShouldStartWith($"Column 'Picture': 12 images are missing: file '{Path.Combine(_files.Folder, "absent0")}' cannot be loaded: Could not");
        warning.ShouldContain("absent9");
        warning.ShouldNotContain("absent10");
        warning.ShouldEndWith("; …");
    }

    [Fact]
    public void Fit_FileAmongOthers_IsNamedWithItsRow()
    {
        string good = _files.Add("good", LoadedFiles.Encode(Rgb.Scene(4, 4)));
        IDataView view = _files.View(_files.Options, good, good, _files.Add("empty", []));

        Should.Throw<InvalidOperationException>(() => (TestOptions.Tiny with { InputColumnName = LoadedFiles.Column }).Fit(view)).Message
            .ShouldStartWith("Column 'Picture', row 2 (File 'empty'): the image cannot be read: Column 'Picture': file '");
    }

    /// <summary>Every byte of small files, changed: an image or our exception, never another one or a crash.</summary>
    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    [InlineData("gray16")]
    [InlineData("webp")]
    [InlineData("gif")]
    public void Load_AnyByteChanged_GivesAnImageOrOurException(string kind)
    {
        byte[] file = kind switch
        {
            "jpg" => ImageFiles.WithOrientation(LoadedFiles.Encode(Rgb.Scene(8, 8), SKEncodedImageFormat.Jpeg, 50), 6),
            "webp" => LoadedFiles.Encode(Rgb.Scene(8, 8), SKEncodedImageFormat.Webp, 50),
            "gif" => ImageFiles.Gif((200, 30, 10), (5, 60, 250)),
            "png" => LoadedFiles.Encode(Rgb.Scene(4, 4)),
            _ => new PngFile(4, 4, 16, PngFile.Gray) { Pixel = (x, y) => [(byte)x, (byte)y], Chunks = [("tRNS", [0, 0]), ("eXIf", [.. "MM"u8, 0, 42])] }.Write(),
        };
        // A header with a wrong size may be taken for a large image, so the limit is small.
        ImageFileOptions options = _files.Options with { OnInvalidFile = InvalidFileBehavior.Missing, MaximumPixels = 1 << 20 };
        string[] names = [.. Enumerable.Range(0, file.Length).Select(i =>
        {
            byte[] changed = [.. file];
            changed[i] ^= 0x41;
            return _files.Add($"changed{i}", changed);
        })];

        List<MLImage> images = _files.View(options, names).Values<MLImage>(LoadedFiles.Column);

        images.Count.ShouldBe(file.Length);
        images.ShouldContain(image => image == null);
    }

    private void WriteFaultyFiles()
    {
        Directory.CreateDirectory(Path.Combine(_files.Folder, "folder"));
        _files.Add("empty", []);
        _files.Add("text", [.. "This is not an image."u8]);
        _files.Add("tiff", ImageFiles.Tiff());
        Rgb[,] scene = Rgb.Scene(64, 64);
        byte[] png = LoadedFiles.Encode(scene);
        _files.Add("header.png", png[..20]);
        _files.Add("cut.png", png[..(png.Length / 2)]);
        byte[] jpeg = LoadedFiles.Encode(scene, SKEncodedImageFormat.Jpeg);
        _files.Add("cut.jpg", jpeg[..(jpeg.Length * 3 / 4)]);
        byte[] webp = LoadedFiles.Encode(scene, SKEncodedImageFormat.Webp, 90);
        _files.Add("cut.webp", webp[..(webp.Length * 3 / 4)]);
        png[PngFile.Find(png, "IDAT") + 20] ^= 0x55;
        _files.Add("crc.png", png);
        _files.Add("huge.png", PngOf(65_000, 65_000, 8));
        _files.Add("huge16.png", PngOf(65_000, 65_000, 16));
    }

    /// <summary>A grey PNG that has fewer pixels than it declares.</summary>
    private static byte[] PngOf(int width, int height, byte bitDepth) =>
    [
        .. new PngFile(1, 1, bitDepth, PngFile.Gray) { Pixel = (_, _) => new byte[bitDepth / 8] }.Write()[..8],
        .. PngFile.Chunk("IHDR", [.. Bytes(width), .. Bytes(height), bitDepth, PngFile.Gray, 0, 0, 0]),
        .. new PngFile(1, 1, bitDepth, PngFile.Gray) { Pixel = (_, _) => new byte[bitDepth / 8] }.Write()[33..],
    ];

    private static byte[] Bytes(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
