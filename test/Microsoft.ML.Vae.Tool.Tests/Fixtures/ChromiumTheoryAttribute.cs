namespace Microsoft.ML.Vae.Tool.Tests.Fixtures;

/// <summary>A theory in a browser: skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = Chromium.SkipReason;
}
