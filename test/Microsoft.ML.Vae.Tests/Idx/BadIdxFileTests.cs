using System.IO.Compression;
using Microsoft.ML.Vae.Idx;

namespace Microsoft.ML.Vae.Tests.Idx;

public class BadIdxFileTests
{
    [Theory]
    [InlineData("", "expected a header of 8 bytes, got only 0")]
    [InlineData("00 00 08", "expected a header of 8 bytes, got only 3")]
    [InlineData("00 00 08 03 00 00 00 01 00", "expected the magic number 0x00000801 (UnsignedByte, 1 dimensions), got 0x00000803")]
    [InlineData("00 00 0D 01 00 00 00 00", "got 0x00000D01")]
    [InlineData("50 4B 03 04 00 00 00 00", "got 0x504B0304")]
    [InlineData("00 00 08 01 FF FF FF FF", "expected dimension 0 to be at most 2147483647, got 4294967295")]
    [InlineData("00 00 08 01 00 00 00 03 01 02", "ask for 3 bytes after the header, got 2")]
    [InlineData("00 00 08 01 00 00 00 01 01 02", "ask for 1 bytes after the header, got 2")]
    public void ReadBytes_NotTheFormat_NamesFileWantedAndGot(string hexadecimal, string message)
    {
        using var folder = new TemporaryFolder();
        var content = Convert.FromHexString(hexadecimal.Replace(" ", "", StringComparison.Ordinal));
        File.WriteAllBytes(folder["bad"], content);

        var error = Should.Throw<IdxFormatException>(() => IdxReader.ReadBytes(folder["bad"], 1));

        error.Message.ShouldContain(folder["bad"]);
        error.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("00 00 08 01 00 00 00 03 01 02", "ask for 3 bytes after the header, got only 2")]
    [InlineData("00 00 08 01 00 00 00 01 01 02", "ask for 1 bytes after the header, got more")]
    [InlineData("00 00", "expected a header of 8 bytes, got only 2")]
    public void ReadBytes_NotTheFormatInsideGzip_NamesFileWantedAndGot(string hexadecimal, string message)
    {
        using var folder = new TemporaryFolder();
        WriteGzip(folder["bad"], Convert.FromHexString(hexadecimal.Replace(" ", "", StringComparison.Ordinal)));

        var error = Should.Throw<IdxFormatException>(() => IdxReader.ReadBytes(folder["bad"], 1));

        error.Message.ShouldContain(folder["bad"]);
        error.Message.ShouldContain(message);
    }

    [Fact]
    public void ReadBytes_GzipCutOrBroken_FormatException()
    {
        using var folder = new TemporaryFolder();
        var values = new byte[256];
        new Random(1).NextBytes(values);
        WriteGzip(folder["whole"], [0, 0, 8, 1, 0, 0, 1, 0, .. values]);
        var whole = File.ReadAllBytes(folder["whole"]);

        // All values have arrived when only gzip's own last bytes are missing.
        for (var length = 2; length < whole.Length - 16; length += 5)
        {
            File.WriteAllBytes(folder["cut"], whole[..length]);
            Should.Throw<IdxFormatException>(() => IdxReader.ReadBytes(folder["cut"], 1)).Message.ShouldContain("cut");
        }

        whole[2] = 77;
        File.WriteAllBytes(folder["broken"], whole);
        Should.Throw<IdxFormatException>(() => IdxReader.ReadBytes(folder["broken"], 1)).Message.ShouldContain("broken");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadBytes_HeaderPromisesGigabytes_LittleIsAllocated(bool gzip)
    {
        using var folder = new TemporaryFolder();
        byte[] content = [0, 0, 8, 3, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0xFF, 0, 0, 0, 0x60, 1];
        if (gzip)
            WriteGzip(folder["bad"], content);
        else
            File.WriteAllBytes(folder["bad"], content);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<IdxFormatException>(() => IdxReader.ReadBytes(folder["bad"], 3));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 << 20);
    }

    [Fact]
    public void ReadBytes_DimensionsThatOverflow_Refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["bad"], [0, 0, 8, 3, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF]);

        Should.Throw<IdxFormatException>(() => IdxReader.ReadBytes(folder["bad"], 3))
            .Message.ShouldContain("2147483647 x 2147483647 x 2147483647");
    }

    private static void WriteGzip(string path, byte[] content)
    {
        using var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        stream.Write(content);
    }
}
