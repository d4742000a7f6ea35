using Microsoft.ML.Vae;
using Microsoft.ML.Vae.Sharding;

namespace Microsoft.ML;

/// <summary>Adds shares of data views to <see cref="MLContext.Data"/>.</summary>
public static class ShardCatalog
{
    /// <summary>
    /// The rows of a view that belong to one of n shares, such as <see cref="DataShard.FromEnvironment"/>. Columns, types and row ids are
    /// those of the view, so whatever depends on a row's id, as a VAE's samples do, is the same as over the whole view. Rows of other
    /// shares are passed over without any column being computed.
    /// </summary>
    /// <param name="catalog">The data operations of an <see cref="MLContext"/>.</param>
    /// <param name="view">The data, whose rows must come in the same order in every process.</param>
    /// <param name="shard">The share.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IDataView Shard(this DataOperationsCatalog catalog, IDataView view, DataShard shard)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(shard);
        return shard.Count == 1 ? view : new ShardView(view, shard);
    }
}
