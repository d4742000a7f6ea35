using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.ML.Vae.Samples.Shared.Download;

namespace Microsoft.ML.Vae.Samples.Tests.Download;

public sealed class DownloaderTests : IDisposable
{
    private static readonly byte[] _first = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i))];
    private static readonly byte[] _second = "second"u8.ToArray();
    private static readonly RemoteFile[] _files = [FileOf("first", _first), FileOf("second", _second)];

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _lines = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fetch_EmptyFolder_WritesTheDecompressedFiles()
    {
        using var server = new LoopbackServer(Right);
        await Fetch(server);

        server.Paths.ShouldBe(["/mnist/first.gz", "/mnist/second.gz"]);
        File.ReadAllBytes(_folder["new/first"]).ShouldBe(_first);
        File.ReadAllBytes(_folder["new/second"]).ShouldBe(_second);
        Names().ShouldBe(["first", "second"]);
        _lines.ShouldBe([$"downloading {server.Address}/first.gz", $"downloading {server.Address}/second.gz"]);
    }

    [Fact]
    public async Task Fetch_FilesAreThere_AsksForNothing()
    {
        Directory.CreateDirectory(_folder["new"]);
        File.WriteAllBytes(_folder["new/first"], _first);
        File.WriteAllBytes(_folder["new/second.gz"], Zip(_second));
        using var server = new LoopbackServer(Right);
        await Fetch(server);

        server.Paths.ShouldBeEmpty();
        Names().ShouldBe(["first", "second.gz"]);
        _lines.Count(line => line.Contains("already", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Theory]
    [InlineData("first", "short")]
    [InlineData("first.gz", "no gzip at all")]
    public async Task Fetch_FileIsThereButWrong_IsFetchedAgain(string name, string contents)
    {
        Directory.CreateDirectory(_folder["new"]);
        File.WriteAllText(_folder[$"new/{name}"], contents);
        using var server = new LoopbackServer(Right);
        await Fetch(server);

        File.ReadAllBytes(_folder["new/first"]).ShouldBe(_first);
    }

    [Fact]
    public async Task Fetch_RightLengthButOtherBytesThere_AreReplaced()
    {
        Directory.CreateDirectory(_folder["new"]);
        File.WriteAllBytes(_folder["new/second"], "Second"u8.ToArray());
        using var server = new LoopbackServer(Right);
        await Fetch(server);

        File.ReadAllBytes(_folder["new/second"]).ShouldBe(_second);
    }

    [Theory]
    [InlineData("404 Not Found", "the server answered 404 (Not Found).")]
    [InlineData("503 Busy", "the server answered 503 (Busy).")]
    public async Task Fetch_AnotherStatus_SaysWhich(string status, string fault) => await Fails(new([], status), fault);

    [Fact]
    public async Task Fetch_OtherBytes_NamesBothDigests()
    {
        byte[] other = [.. _first];
        other[4321] ^= 1;
        await Fails(new(Zip(other)), $"expected SHA-256 {Digest(_first)} of decompressed 'first', got {Digest(other)}.");
    }

    [Fact]
    public async Task Fetch_TooShort_SaysHowMuchCame() =>
        await Fails(new(Zip(_first[..4000])), "expected 5000 bytes of decompressed 'first', got only 4000.");

    /// <summary>A hundred megabytes of zeros from a hundred kilobytes.</summary>
    [Fact]
    public async Task Fetch_Bomb_StopsAtTheFilesLength() =>
        await Fails(new(Zip(new byte[100_000_000])), "expected 5000 bytes of decompressed 'first', got more.");

    [Fact]
    public async Task Fetch_NotGzip_SaysSo() => await Fails(new(_first), "its gzip compression is damaged.");

    [Fact]
    public async Task Fetch_DamagedGzip_Fails()
    {
        var zip = Zip(_first);
        zip[zip.Length / 2] ^= 0xFF;
        await Fails(new(zip), "");
    }

    [Fact]
    public async Task Fetch_ConnectionBreaks_Fails() => await Fails(new(Zip(_first)[..100], Missing: 50), "");

    [Fact]
    public async Task Fetch_ServerSaysNothingMore_GivesUp() =>
        await Fails(new(Zip(_first)[..100], Missing: 5000, Stalls: true), "nothing came for 0.2 s.", TimeSpan.FromMilliseconds(200));

    [Fact]
    public async Task Fetch_NoServer_NamesTheAddress()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        listener.Stop();
        using var downloader = new Downloader(address, Downloader.DefaultIdleLimit);

        var failure = await Should.ThrowAsync<DownloadException>(() => downloader.FetchAsync(_folder["new"], _files, Record, default));

        failure.Message.ShouldStartWith($"Cannot download '{address}first.gz': ");
        Names().ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_Cancelled_StopsAndLeavesNothing()
    {
        using var cancellation = new CancellationTokenSource();
        using var server = new LoopbackServer(_ =>
        {
            cancellation.CancelAfter(TimeSpan.FromMilliseconds(100));
            return new(Zip(_first)[..100], Missing: 5000, Stalls: true);
        });

        await Should.ThrowAsync<OperationCanceledException>(() => Fetch(server, token: cancellation.Token));

        Names().ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_SecondFileFails_KeepsTheFirst()
    {
        using var server = new LoopbackServer(path => path.Contains("first", StringComparison.Ordinal) ? Right(path) : new([], "500 Oh"));
        await Should.ThrowAsync<DownloadException>(() => Fetch(server));
        Names().ShouldBe(["first"]);
    }

    [MnistFact]
    public async Task MnistFiles_OfTheTestData_AreTheOnesThatAreThere()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("VAE_DATA")!, "mnist");
        foreach (var file in MnistFiles.All)
            (await PresentFile.ExistsAsync(folder, file, default)).ShouldBeTrue(file.Name);
    }

    private async Task Fails(LoopbackServer.Answer answer, string fault, TimeSpan? idleLimit = null)
    {
        using var server = new LoopbackServer(_ => answer);
        var failure = await Should.ThrowAsync<DownloadException>(() => Fetch(server, idleLimit));
        failure.Message.ShouldStartWith($"Cannot download '{server.Address}/first.gz': {fault}");
        Names().ShouldBeEmpty();
    }

    private async Task Fetch(LoopbackServer server, TimeSpan? idleLimit = null, CancellationToken token = default)
    {
        using var downloader = new Downloader(server.Address, idleLimit ?? Downloader.DefaultIdleLimit);
        await downloader.FetchAsync(_folder["new"], _files, Record, token);
    }

    private void Record(FormattableString line) => _lines.Add(line.ToString(CultureInfo.InvariantCulture));

    private IEnumerable<string?> Names() => Directory.EnumerateFiles(_folder["new"]).Select(Path.GetFileName).Order();

    private static LoopbackServer.Answer Right(string path) => new(Zip(path.Contains("first", StringComparison.Ordinal) ? _first : _second));

    private static RemoteFile FileOf(string name, byte[] bytes) => new(name, bytes.Length, Digest(bytes));

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Zip(byte[] bytes)
    {
        using var zip = new MemoryStream();
        using (var gzip = new GZipStream(zip, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return zip.ToArray();
    }
}
