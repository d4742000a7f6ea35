namespace Microsoft.ML.Vae.Visuals.Tests.Report;

/// <summary>A test in a real browser: skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    private static readonly string[] _places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public ChromiumFactAttribute() => Skip = Executable is null ? $"No browser: none of {string.Join(", ", _places)} is there." : null;

    /// <summary>The browser; null if there is none.</summary>
    public static string? Executable { get; } = _places.FirstOrDefault(File.Exists);
}
