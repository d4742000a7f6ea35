using System.Diagnostics;
using SkiaSharp;

namespace Microsoft.ML.Vae.Visuals.Tests.Drawing;

/// <summary>A process without fonts: empty folders lie over those where a machine has them. The test assembly is its program.</summary>
internal static class FontlessProcess
{
    public const string Chart = "chart.png", Picture = "picture.png";

    /// <summary>What it prints where no font has any.</summary>
    public const string NoFont = "none";

    private const string Model = "model.zip";

    private const string Hide = """
        for folder in /usr/share/fonts /usr/local/share/fonts /etc/fonts; do
            [ ! -d "$folder" ] || mount -t tmpfs none "$folder" || exit 1
        done
        exec "$@"
        """;

    /// <summary>Draws the model of a folder, and prints which font of the machine has letters.</summary>
    public static int Main(string[] args)
    {
        Directory.SetCurrentDirectory(args[0]);
        var context = new MLContext();
        using var model = (VaeTransformer)context.Model.Load(Model, out _);
        model.LossChart().SavePng(Chart);
        model.SamplePicture(4).SavePng(Picture);
        Console.WriteLine(SKFontManager.Default.MatchCharacter('A')?.FamilyName ?? NoFont);
        return 0;
    }

    public static bool MayHide()
    {
        try
        {
            return OperatingSystem.IsLinux() && Run("true") is { ExitCode: 0 };
        }
        catch (System.ComponentModel.Win32Exception)   // there is no unshare
        {
            return false;
        }
    }

    /// <returns>What it printed.</returns>
    public static string Draw(VaeTransformer model, MLContext context, DataViewSchema schema, string folder)
    {
        context.Model.Save(model, schema, Path.Combine(folder, Model));
        string runtime = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? Environment.ProcessPath!;
        (int exitCode, string output, string error) = Run(runtime, "exec", typeof(FontlessProcess).Assembly.Location, folder);
        return exitCode == 0 ? output : throw new InvalidOperationException($"The process ended with {exitCode}: {error}");
    }

    private static (int ExitCode, string Output, string Error) Run(params string[] command)
    {
        string[] apart = Environment.IsPrivilegedProcess ? ["--mount"] : ["--map-root-user", "--mount"];
        using Process process = Process.Start(new ProcessStartInfo("unshare", [.. apart, "sh", "-c", Hide, "sh", .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
