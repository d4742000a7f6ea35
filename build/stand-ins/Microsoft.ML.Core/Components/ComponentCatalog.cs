using System.Reflection;

namespace Microsoft.ML.Runtime;

/// <summary>The components that a context knows: none at first, then those of each assembly that is registered.</summary>
public sealed class ComponentCatalog
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _assemblies = [];
    private readonly Dictionary<(string Name, Type Signature), LoadableClassInfo> _classes = [];
    private readonly Dictionary<(Type Attribute, string Contract), Type> _extensions = [];

    internal ComponentCatalog()
    {
    }

    public void RegisterAssembly(Assembly assembly, bool throwOnError = true)
    {
        lock (_lock)
        {
            if (!_assemblies.Add(assembly.FullName))
                return;
            foreach (var attribute in assembly.GetCustomAttributes<LoadableClassAttributeBase>())
                AddClass(attribute, throwOnError);
            if (CanContainExtensions(assembly))
                AddExtensions(assembly, throwOnError);
        }
    }

    /// <summary>Creates the component of a name; false when the name is not known.</summary>
    internal bool TryCreateInstance(IHostEnvironment env, Type signature, string name, object[] extra, out object result)
    {
        result = null;
        if (!_classes.TryGetValue((name.ToLowerInvariant().Trim(), signature), out var info))
            return false;
        result = info.CreateInstance(env, name, extra);
        return true;
    }

    private void AddClass(LoadableClassAttributeBase attribute, bool throwOnError)
    {
        var info = LoadableClassInfo.Find(attribute);
        if (!info.CanCreate && throwOnError)
        {
            throw Contracts.Except(
                $"Can't instantiate loadable class '{attribute.InstanceType.Name}' with name '{attribute.LoadNames[0]}'");
        }
        foreach (var signature in attribute.SigTypes)
        {
            foreach (var name in attribute.LoadNames)
            {
                var key = (name.ToLowerInvariant(), signature);
                if (_classes.TryAdd(key, info) || !throwOnError)
                    continue;
                throw Contracts.Except(
                    $"ComponentCatalog cannot map name '{name}' and SignatureType '{signature}' to {info.Type.Name}, "
                    + $"already mapped to {_classes[key].Type.Name}.");
            }
        }
    }

    private void AddExtensions(Assembly assembly, bool throwOnError)
    {
        foreach (var type in assembly.GetTypes().Where(t => t.IsClass))
        {
            foreach (var attribute in type.GetCustomAttributes<ExtensionBaseAttribute>())
            {
                if (_extensions.TryAdd((attribute.GetType(), attribute.ContractName), type) || !throwOnError)
                    continue;
                throw Contracts.Except(
                    $"An extension for '{attribute.GetType().Name}' with contract '{attribute.ContractName}' "
                    + "has already been registered in the ComponentCatalog.");
            }
        }
    }

    /// <summary>The platform's own assemblies have none, so their types are not looked through.</summary>
    private static bool CanContainExtensions(Assembly assembly)
        => !assembly.FullName.StartsWith("Microsoft.ML.", StringComparison.Ordinal)
            || !assembly.GetName().GetPublicKey().SequenceEqual(typeof(ComponentCatalog).Assembly.GetName().GetPublicKey());
}
