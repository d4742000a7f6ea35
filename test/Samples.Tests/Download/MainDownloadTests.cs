using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.ML.Vae.Samples;
using Microsoft.ML.Vae.Samples.Digits;
using Microsoft.ML.Vae.Samples.Digits.Drawing;
using Microsoft.ML.Vae.Samples.Shared.Download;

namespace Microsoft.ML.Vae.Samples.Tests.Download;

/// <summary>The main job with <c>--download</c>, from a server on this machine.</summary>
public class MainDownloadTests
{
    [Fact]
    public void Run_Download_TrainsOnWhatItFetched()
    {
        using var folder = new TemporaryFolder();
        var source = DigitFolder.Ensure(folder["source"], seed: 1, trainCount: 200, testCount: 50);
        using var server = new LoopbackServer(path => new(Zip(Path.Combine(source, Path.GetFileNameWithoutExtension(path)))));
        var options = new DigitsOptions
        {
            Download = true,
            Mirror = server.Address,
            RemoteFiles = [.. Directory.EnumerateFiles(source).Select(Describe)],
            ArtifactsFolder = folder["artifacts"],
            OutputFolder = folder["out"],
            Epochs = 1,
            LatentDimension = 2,
            HiddenSizes = [],
        };

        using var console = new RecordingConsole(isTerminal: false);
        console.Console.Profile.Width = 1000;
        new DigitsCommand(console.Console, options).Run().ShouldBe(0);

        server.Paths.Count.ShouldBe(4);
        console.Text.ShouldContain($"200 training and 50 test images of 28 x 28 from {folder["artifacts/mnist"]}");
        File.Exists(folder["out/model.zip"]).ShouldBeTrue();
    }

    [Fact]
    public void Run_NoServer_OneSentenceAndExitCodeOne()
    {
        using var folder = new TemporaryFolder();
        using var console = new RecordingConsole(isTerminal: false);
        using var error = new StringWriter();
        var address = $"http://127.0.0.1:{FreePort()}/";

        SampleApp.Run(["--download", "--mirror", address, "--data", folder["data"], "--output", folder["out"]], console.Console, error).ShouldBe(1);

        error.ToString().ShouldStartWith($"error: Cannot download '{address}train-images-idx3-ubyte.gz': ");
        error.ToString().Trim().ShouldNotContain('\n');
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static RemoteFile Describe(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return new(Path.GetFileName(path), bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static byte[] Zip(string path)
    {
        using var zip = new MemoryStream();
        using (var gzip = new GZipStream(zip, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(File.ReadAllBytes(path));
        return zip.ToArray();
    }
}
