using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.Vae.Networks.Custom;

/// <summary>The custom networks of a context, kept by its component catalog, like ML.NET's other registered components.</summary>
internal static class NetworkRegistry
{
    private static readonly ConditionalWeakTable<ComponentCatalog, ConcurrentDictionary<string, Func<VaeModuleShape, VaeModule>>>
        _factories = [];

    public static void Add(ComponentCatalog catalog, string name, Func<VaeModuleShape, VaeModule> factory) =>
        _factories.GetValue(catalog, _ => new ConcurrentDictionary<string, Func<VaeModuleShape, VaeModule>>())[name] = factory;

    /// <exception cref="InvalidOperationException">There is no network of that name.</exception>
    public static Func<VaeModuleShape, VaeModule> Find(IHostEnvironment environment, string name)
    {
        if (_factories.TryGetValue(environment.ComponentCatalog, out var factories)
            && factories.TryGetValue(name, out Func<VaeModuleShape, VaeModule>? factory))
            return factory;
        string known = factories is null
            ? "none"
            : string.Join(", ", factories.Keys.Order(StringComparer.Ordinal).Select(key => $"'{key}'"));
        throw environment.Except(
            $"No network is registered under the name '{name}' with this context (registered: {known}). "
            + $"Call mlContext.ComponentCatalog.{nameof(VaeCatalog.RegisterVaeNetwork)}(\"{name}\", ...) before.");
    }
}
