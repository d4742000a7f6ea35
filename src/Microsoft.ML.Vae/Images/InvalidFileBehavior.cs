namespace Microsoft.ML.Vae;

/// <summary>What a file that cannot be loaded leads to; see <see cref="ImageFileOptions.OnInvalidFile"/>.</summary>
public enum InvalidFileBehavior
{
    /// <summary>Reading the image throws an <see cref="InvalidOperationException"/> that names the column and the file.</summary>
    Throw,

    /// <summary>
    /// The image is missing (null). When a cursor ends, a warning is logged with the number of these files and the names of the first ten.
    /// </summary>
    Missing,
}
