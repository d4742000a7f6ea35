using Microsoft.ML.Vae.Persistence;

namespace Microsoft.ML;

/// <summary>Adds atomic saves to <see cref="MLContext.Model"/>.</summary>
public static class AtomicSaveCatalog
{
    /// <summary>
    /// Saves any model as <see cref="ModelOperationsCatalog.Save(ITransformer, DataViewSchema, string)"/> does, but atomically, which that
    /// method does not promise: into a sibling file that is flushed to the disk, loaded once to check it, and renamed into place. A crash,
    /// a full disk or a model that cannot be loaded leaves an older file of that name as it was.
    /// </summary>
    /// <param name="catalog">The model operations of an <see cref="MLContext"/>.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputSchema">The schema of its input, saved with it. Null: none.</param>
    /// <param name="filePath">The path of the file, in an existing folder.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="catalog"/>, <paramref name="model"/> or <paramref name="filePath"/> is null.
    /// </exception>
    /// <exception cref="IOException">The file could not be written.</exception>
    public static void SaveAtomically(this ModelOperationsCatalog catalog, ITransformer model, DataViewSchema? inputSchema, string filePath)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(filePath);
        AtomicFile.Write(
            filePath,
            stream => catalog.Save(model, inputSchema, stream),
            stream => (catalog.Load(stream, out DataViewSchema _) as IDisposable)?.Dispose());
    }
}
