using System.Diagnostics;

namespace Microsoft.ML.Vae.Onnx.Tests.Browser;

/// <summary>OnnxRuntime for browsers, which npm fetches once into the folder of the tests.</summary>
internal static class WebRuntime
{
    public const string Chromium = "/usr/bin/chromium";

    private const string Package = "onnxruntime-web";
    private const string Version = "1.30.0";

    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "npm");
    private static readonly Lazy<string?> _skipReason = new(FindReason);

    /// <summary>Why there is no test in a browser; null: there is one.</summary>
    public static string? SkipReason => _skipReason.Value;

    /// <summary>A file of the package.</summary>
    public static string FileOf(string name) => Path.Combine(_folder, "node_modules", Package, "dist", name);

    private static string? FindReason()
    {
        if (!File.Exists(Chromium))
            return $"There is no {Chromium}.";
        if (File.Exists(FileOf("ort.wasm.min.js")))
            return null;
        try
        {
            Directory.CreateDirectory(_folder);
            var start = new ProcessStartInfo("npm") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string argument in new[] { "install", "--prefix", _folder, "--no-audit", "--no-fund", "--ignore-scripts", $"{Package}@{Version}" })
                start.ArgumentList.Add(argument);
            using Process npm = Process.Start(start)!;
            Task<string> output = npm.StandardOutput.ReadToEndAsync();
            string errors = npm.StandardError.ReadToEnd();
            npm.WaitForExit();
            output.Wait();
            return npm.ExitCode == 0 ? null : $"npm did not fetch {Package} {Version}: {errors.Split('\n')[0]}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "There is no npm.";
        }
    }
}

/// <summary>A test that is skipped where there is no browser, or nothing to run in it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = WebRuntime.SkipReason;
}
