using System.Runtime.CompilerServices;

namespace Microsoft.ML.Vae.Gallery;

/// <summary>A model, and pictures of it.</summary>
/// <param name="Title">What the model is of.</param>
/// <param name="Text">What to know about it.</param>
/// <param name="Options">How it is trained.</param>
/// <param name="Exhibits">The pictures.</param>
/// <param name="Source">The text of the options.</param>
internal sealed record Room(
    string Title, string Text, VaeOptions Options, IReadOnlyList<Exhibit> Exhibits,
    [CallerArgumentExpression(nameof(Options))] string Source = "")
{
    /// <summary>The rows to train on; by default all.</summary>
    public Func<MLContext, IDataView, IDataView> Train { get; init; } = (_, rows) => rows;
}
