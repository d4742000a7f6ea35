namespace Microsoft.ML.Vae.Tool.Tests.Fixtures;

/// <summary>A test in a browser: skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.SkipReason;
}
