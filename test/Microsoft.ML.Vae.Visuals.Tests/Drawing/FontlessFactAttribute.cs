namespace Microsoft.ML.Vae.Visuals.Tests.Drawing;

/// <summary>A test whose process hides the machine's fonts from itself: skipped where it may not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FontlessFactAttribute : FactAttribute
{
    private static readonly bool _mayHide = FontlessProcess.MayHide();

    public FontlessFactAttribute() => Skip = _mayHide ? null : "The machine's fonts cannot be hidden: unshare may make no mount namespace.";
}
