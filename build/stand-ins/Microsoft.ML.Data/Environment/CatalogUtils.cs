using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Reaches a catalog's environment.</summary>
internal static class CatalogUtils
{
    public static IHostEnvironment GetEnvironment(this IInternalCatalog catalog)
    {
        Contracts.CheckValue(catalog, nameof(catalog));
        return catalog.Environment;
    }
}
