namespace Microsoft.ML.Vae;

/// <summary>What a trained model makes of a row that it cannot use; see <see cref="VaeOptions.OnInvalidRow"/>.</summary>
public enum InvalidInputBehavior
{
    /// <summary>Reading one of the row's added values throws an <see cref="InvalidOperationException"/> that names the row.</summary>
    Throw,

    /// <summary>
    /// The row's added values are missing: NaN in vectors and in the score, a missing key, no image (null), and a predicted label of true.
    /// When a cursor ends, a warning is logged with the number of these rows and the names of the first ten.
    /// </summary>
    Missing,
}
