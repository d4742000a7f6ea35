using Microsoft.ML.Vae.Images;

namespace Microsoft.ML.Vae.Tests.Images.Loading;

/// <summary>PNG files of 16-bit grey keep the levels that a window selects.</summary>
public sealed class Gray16Tests : IDisposable
{
    private const int Width = 13;
    private const int Height = 11;

    private readonly LoadedFiles _files = new();
    private readonly int[,] _levels = new int[Height, Width];

    public Gray16Tests()
    {
        var random = new Random(1);
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
                _levels[y, x] = 1000 + 40 * x + 300 * y + random.Next(100);
        }
    }

    public void Dispose() => _files.Dispose();

    [Theory]
    [CombinatorialFilters]
    public void Load_AnyFilterAndInterlacing_KeepsTheWindow(int filter, bool isInterlaced, bool hasAlpha)
    {
        PngFile file = File(hasAlpha) with { Filter = y => filter < 5 ? (byte)filter : (byte)(y % 5), IsInterlaced = isInterlaced, ChunkLength = 50 };

        Load(file.Write(), GrayWindow.Between(1200, 4000)).ShouldBe(Expected(1200, 4000));
    }

    [Fact]
    public void Load_ByDefault_KeepsTheWholeRange() => Load(File().Write(), new ImageFileOptions
    {
        OutputColumnName = "A",
        ImageWidth = 1,
        ImageHeight = 1,
    }.GrayWindow).ShouldBe(Expected(0, 65535));

    [Fact]
    public void Load_MinMax_SpansTheFilesOwnLevels()
    {
        int[] levels = [.. _levels.Cast<int>()];

        Load(File().Write(), GrayWindow.MinMax).ShouldBe(Expected(levels.Min(), levels.Max()));
    }

    [Fact]
    public void Load_MinMaxOfAConstantImage_IsBlack()
    {
        PngFile file = new(Width, Height, 16, PngFile.Gray) { Pixel = (_, _) => [0xFF, 0xFF] };

        Load(file.Write(), GrayWindow.MinMax).ShouldBe(Rgb.Make(Width, Height, (_, _) => Rgb.Gray(0)));
    }

    [Fact]
    public void Load_TransparentLevel_IsBackgroundAndOutsideOfMinMax()
    {
        _levels[0, 0] = 60_000;
        PngFile file = File() with { Chunks = [("tRNS", [60_000 >> 8, 60_000 & 0xFF])] };
        int[] visible = [.. _levels.Cast<int>().Where(level => level < 60_000)];

        Rgb[,] expected = Expected(visible.Min(), visible.Max());
        expected[0, 0] = Rgb.Gray(0);
        Load(file.Write(), GrayWindow.MinMax).ShouldBe(expected);
    }

    [Fact]
    public void Load_HalfTransparent_IsMixedWithTheBackground()
    {
        PngFile file = new(1, 1, 16, PngFile.GrayAlpha) { Pixel = (_, _) => [0xFF, 0xFF, 0x80, 0x80] };

        _files.Load(file.Write(), 1, 1).ShouldBe(new[,] { { Rgb.Gray(128) } });
        _files.Load(file.Write(), _files.Options with { ImageWidth = 1, ImageHeight = 1, BackgroundColor = System.Drawing.Color.White })
            .ShouldBe(new[,] { { Rgb.Gray(255) } });
    }

    /// <summary>Chunks that are valid beside grey, but not beside the header that SkiaSharp is shown.</summary>
    [Fact]
    public void Load_OtherChunks_DoNotMatter()
    {
        PngFile file = File() with { Chunks = [("sBIT", [12]), ("gAMA", [0, 1, 0x86, 0xA0]), ("bKGD", [0, 9]), ("pHYs", new byte[9])] };

        Load(file.Write(), GrayWindow.Between(1200, 4000)).ShouldBe(Expected(1200, 4000));
    }

    [Fact]
    public void Load_Orientation_IsApplied()
    {
        PngFile file = File() with { Chunks = [("eXIf", [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0, 0, 0, 0, 0])] };

        Rgb[,] upright = Expected(0, 65535);
        Load(file.Write(), GrayWindow.Full).ShouldBe(Rgb.Make(Width, Height, (x, y) => upright[Height - 1 - y, Width - 1 - x]));
    }

    [Fact]
    public void Load_Resized_AveragesTheLevels()
    {
        PngFile file = new(4, 2, 16, PngFile.Gray) { Pixel = (x, y) => [(byte)(x + 4 * y), 0] };

        _files.Load(file.Write(), _files.Options with { ImageWidth = 2, ImageHeight = 1, GrayWindow = GrayWindow.Between(0, 0x0FF0) })
            .ShouldBe(new[,] { { Rgb.Gray(40), Rgb.Gray(72) } });   // of 0 and 1, 4 and 5; 16 levels of 8 bits for one of the upper byte
    }

    [Theory]
    [InlineData("IDAT", "its pixels are damaged")]
    [InlineData("IHDR", "it is not an image, is damaged at its beginning")]
    public void Load_WrongByte_IsSeen(string chunk, string words)
    {
        byte[] file = File().Write();
        file[PngFile.Find(file, chunk) + 12] ^= 0x55;

        Fault(file).ShouldStartWith($"Column 'Picture': file '{Path.Combine(_files.Folder, "image")}' cannot be loaded: {words}");
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(0.8)]
    public void Load_FileThatIsCutOff_IsSeen(double part)
    {
        byte[] file = File().Write();

        Fault(file[..(int)(file.Length * part)]).ShouldEndWith(": it ends before its last pixel");
    }

    [Fact]
    public void Load_NoPixels_IsSeen()
    {
        byte[] file = File().Write();

        Should.Throw<InvalidOperationException>(() => _files.Load(file[..33], Width, Height)).Message.ShouldContain("cannot be loaded: it");
    }

    [Fact]
    public void Between_LevelsOutOfRange_AreRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => GrayWindow.Between(-1, 5)).Message.ShouldStartWith("low is -1; must be in [0, 65534].");
        Should.Throw<ArgumentOutOfRangeException>(() => GrayWindow.Between(5, 5)).Message.ShouldStartWith("high is 5; must be in [6, 65535].");
        Should.Throw<ArgumentOutOfRangeException>(() => GrayWindow.Between(5, 65536)).Message.ShouldStartWith("high is 65536; must be in [6, 65535].");
    }

    private string Fault(byte[] file) => Should.Throw<InvalidOperationException>(() => _files.Load(file, Width, Height)).Message;

    private PngFile File(bool hasAlpha = false) => new(Width, Height, 16, hasAlpha ? PngFile.GrayAlpha : PngFile.Gray)
    {
        Pixel = (x, y) => [(byte)(_levels[y, x] >> 8), (byte)_levels[y, x], .. hasAlpha ? (byte[])[0xFF, 0xFF] : []],
    };

    private Rgb[,] Load(byte[] file, GrayWindow window) =>
        _files.Load(file, _files.Options with { ImageWidth = Width, ImageHeight = Height, GrayWindow = window });

    private Rgb[,] Expected(int low, int high) => Rgb.Make(Width, Height, (x, y) =>
        Rgb.Gray((int)(255.0 * (Math.Clamp(_levels[y, x], low, high) - low) / (high - low) + 0.5)));

    /// <summary>Each filter, and all in turn, with and without interlacing and alpha.</summary>
    private sealed class CombinatorialFiltersAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) =>
            from filter in Enumerable.Range(0, 6)
            from isInterlaced in (bool[])[false, true]
            from hasAlpha in (bool[])[false, true]
            select (object[])[filter, isInterlaced, hasAlpha];
    }
}
