using Microsoft.ML.Vae.Persistence;

namespace Microsoft.ML;

/// <summary>Adds to <see cref="MLContext.Model"/> a way to save that leaves the old file or the new one, whatever happens.</summary>
public static class AtomicSaveCatalog
{
    /// <summary>
    /// Saves any model as <see cref="ModelOperationsCatalog.Save(ITransformer, DataViewSchema, string)"/> does, but into a file beside it that is flushed to the
    /// disk, loaded once to see that it can be, and then renamed into place: a crash, a full disk or a model that cannot be loaded leaves the old file
    /// as it was.
    /// </summary>
    /// <param name="catalog">The model operations of an <see cref="MLContext"/>.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputSchema">The schema of its input, saved with it. Null: none.</param>
    /// <param name="filePath">Where the file is to be, in a folder that exists.</param>
    /// <exception cref="ArgumentNullException"><paramref name="catalog"/>, <paramref name="model"/> or <paramref name="filePath"/> is null.</exception>
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
