using System.Runtime.CompilerServices;

namespace Microsoft.ML.Vae.Gallery;

/// <summary>A picture, and the code that draws it, of which the page shows the source.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Caption">What to see in it.</param>
/// <param name="File">The file that the code writes, in the current folder.</param>
/// <param name="Draw">The code.</param>
/// <param name="Source">The code's text.</param>
internal sealed record Exhibit(
    string Title, string Caption, string File, Action<VaeTransformer, IDataView> Draw,
    [CallerArgumentExpression(nameof(Draw))] string Source = "")
{
    /// <summary>The code as it stands on the page.</summary>
    public string Code => SourceText.BodyOf(Source);
}
