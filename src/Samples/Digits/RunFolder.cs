using System.Globalization;
using Microsoft.ML.Vae.Samples.Shared.Visuals;

namespace Microsoft.ML.Vae.Samples.Digits;

/// <summary>Where one run puts its results.</summary>
internal sealed class RunFolder
{
    private RunFolder(string path) => Path = path;

    public string Path { get; }

    public string Model => In("model.zip");

    public string Latents => In("latents.idx");

    public string HtmlReport => In(VisualsWriter.HtmlReport);

    /// <summary>The folder that was asked for, or a new one that is named after the time.</summary>
    public static RunFolder Create(DigitsOptions options, TimeProvider clock)
    {
        var path = options.OutputFolder ?? System.IO.Path.Combine(options.ArtifactsFolder, NameOf(clock.GetUtcNow()));
        Directory.CreateDirectory(path);
        return new RunFolder(path);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private static string NameOf(DateTimeOffset time) => time.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
