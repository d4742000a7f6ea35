using System.Globalization;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>Where one run puts its results.</summary>
internal sealed class RunFolder
{
    private RunFolder(string path) => Path = path;

    public string Path { get; }

    public string Model => In("model.zip");

    public string Latents => In("latents.idx");

    public string Reconstructions => In("reconstructions.png");

    public string Samples => In("samples.png");

    public string HtmlReport => In("report.html");

    /// <summary>A file of the run.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The folder that was asked for, or a new one that is named after the time.</summary>
    public static RunFolder Create(DigitsOptions options, TimeProvider clock)
    {
        var path = options.OutputFolder ?? System.IO.Path.Combine(options.ArtifactsFolder, NameOf(clock.GetUtcNow()));
        Directory.CreateDirectory(path);
        return new RunFolder(path);
    }

    private static string NameOf(DateTimeOffset time) => time.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
