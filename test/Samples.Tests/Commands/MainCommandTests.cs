using System.IO.Compression;
using Microsoft.ML.Data;
using Microsoft.ML.Vae.Samples;
using Microsoft.ML.Vae.Samples.Digits.Drawing;
using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Samples.Tests.Commands;

/// <summary>The main job from its command line to its files, on few images.</summary>
public class MainCommandTests
{
    internal static string[] Pictures { get; } =
    [
        "losses.png", "latents.png", "tsne.png", "histograms.png", "divergence.png", "reconstructions.png", "samples.png", "grid.png",
        "traversals.png", "interpolations.png", "interpolation.gif", "samples-by-epoch.png", "reconstructions-by-epoch.png",
        "samples-by-epoch.gif",
    ];

    [Fact]
    public void Run_FewDigits_WritesItsFilesAndASecondProcessReproducesTheLatents()
    {
        using var folder = new TemporaryFolder();
        var data = DigitFolder.Ensure(folder.FullName, seed: 1, trainCount: 700, testCount: 250);
        var output = folder["out"];

        var text = Run("--data", data, "--rows", "600", "--epochs", "2", "--latent", "3", "--hidden", "32,16", "--output", output);

        text.ShouldContain("600 training and 250 test images of 28 x 28");
        text.ShouldContain("250 x 3 latents");
        text.ShouldContain("reproduced");
        InformationOf(text, "latents").ShouldBeGreaterThan(0.1);
        InformationOf(text, "raw pixels").ShouldBeGreaterThan(0.1);
        foreach (var picture in Pictures)
            SizeOf(Path.Combine(output, picture)).Width.ShouldBeGreaterThan(200, picture);
        text.ShouldContain("report.html");
        File.ReadAllText(Path.Combine(output, "report.html")).ShouldContain("<h3>Samples by epoch</h3>");
        using var zip = ZipFile.OpenRead(Path.Combine(output, "model.zip"));
        zip.Entries.ShouldNotBeEmpty();
    }

    [Fact]
    public void Run_SameSeed_SameLatents()
    {
        using var folder = new TemporaryFolder();
        var data = DigitFolder.Ensure(folder.FullName, seed: 1, trainCount: 200, testCount: 50);

        foreach (var output in new[] { folder["first"], folder["second"] })
            Run("--data", data, "--epochs", "1", "--latent", "2", "--hidden", "none", "--output", output);

        File.ReadAllBytes(folder["second/latents.idx"]).ShouldBe(File.ReadAllBytes(folder["first/latents.idx"]));
    }

    [Fact]
    public void Verify_LatentsOfAnotherModel_FailsWithExitCodeOne()
    {
        using var folder = new TemporaryFolder();
        var data = DigitFolder.Ensure(folder.FullName, seed: 1, trainCount: 200, testCount: 50);
        Run("--data", data, "--epochs", "1", "--latent", "2", "--hidden", "none", "--output", folder["out"]);
        float[] latents = [.. new MLContext().Data.LoadFromIdx(folder["out/latents.idx"]).GetColumn<float[]>("Pixels").SelectMany(row => row)];
        latents[77] += 1e-3f;
        IdxWriter.Write(folder["other.idx"], latents.AsSpan(), latents.Length / 2, 2);

        Verify(folder["out/model.zip"], data, folder["out/latents.idx"]).ExitCode.ShouldBe(0);
        var (exitCode, text) = Verify(folder["out/model.zip"], data, folder["other.idx"]);

        exitCode.ShouldBe(1);
        text.ShouldContain("FAILED");
    }

    [Fact]
    public void Verify_NotAModel_OneSentenceAndExitCodeOne()
    {
        using var folder = new TemporaryFolder();
        var data = DigitFolder.Ensure(folder.FullName, seed: 1, trainCount: 3, testCount: 2);
        IdxWriter.Write(folder["latents.idx"], (ReadOnlySpan<float>)[1, 2], 2, 1);
        File.WriteAllText(folder["model.zip"], "not a model");

        var (exitCode, text) = Verify(folder["model.zip"], data, folder["latents.idx"]);

        exitCode.ShouldBe(1);
        text.Trim().ShouldStartWith("error: ");
        text.Trim().ShouldNotContain('\n');
    }

    private static string Run(params string[] args)
    {
        var (exitCode, text) = Invoke(args);
        exitCode.ShouldBe(0, text);
        return text;
    }

    private static (int ExitCode, string Text) Verify(string model, string data, string latents) =>
        Invoke("verify", model, data, latents);

    private static (int ExitCode, string Text) Invoke(params string[] args)
    {
        using var console = new RecordingConsole(isTerminal: false);
        using var error = new StringWriter();
        var exitCode = SampleApp.Run(args, console.Console, error);
        return (exitCode, console.Text + error);
    }

    /// <summary>The first number in the line of a clustering: its normalized mutual information.</summary>
    private static double InformationOf(string text, string space)
    {
        var line = text.Split('\n').Single(line => line.StartsWith(space, StringComparison.Ordinal));
        var number = line[space.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return double.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static (int Width, int Height) SizeOf(string path)
    {
        using var image = MLImage.CreateFromFile(path);
        return (image.Width, image.Height);
    }
}
