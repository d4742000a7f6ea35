using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What the catalog needs to know about a component: its type, who creates it, with which parameters, under which names.</summary>
internal abstract class LoadableClassAttributeBase : Attribute
{
    protected LoadableClassAttributeBase(
        string summary, Type instType, Type loaderType, Type argType, Type[] sigTypes, string userName, params string[] loadNames)
    {
        Contracts.CheckValue(instType, nameof(instType));
        Contracts.CheckValue(loaderType, nameof(loaderType));
        Contracts.CheckNonEmpty(sigTypes, nameof(sigTypes));
        if (loadNames is null or { Length: 0 })
            loadNames = [userName];
        if (loadNames.Any(string.IsNullOrWhiteSpace))
            throw Contracts.ExceptEmpty(nameof(loadNames), "LoadableClass loadName parameter can't be empty");
        InstanceType = instType;
        LoaderType = loaderType;
        ArgType = argType;
        SigTypes = sigTypes;
        CtorTypes = CommonParameters(argType, sigTypes);
        Summary = summary;
        UserName = userName;
        LoadNames = loadNames;
    }

    public Type InstanceType { get; }

    public Type LoaderType { get; }

    public Type ArgType { get; }

    public Type[] SigTypes { get; }

    public Type[] CtorTypes { get; }

    public string Summary { get; }

    public string UserName { get; }

    public string[] LoadNames { get; }

    private static Type[] CommonParameters(Type argType, Type[] sigTypes)
    {
        var parameters = Parameters(sigTypes[0]);
        foreach (var other in sigTypes.Skip(1).Select(Parameters))
        {
            Contracts.CheckParam(
                other.Length == parameters.Length, nameof(sigTypes), "LoadableClass signatures must have the same number of parameters");
            Contracts.CheckParam(
                other.SequenceEqual(parameters), nameof(sigTypes), "LoadableClass signatures must have the same set of parameters");
        }
        return argType == null ? parameters : [argType, .. parameters];
    }

    private static Type[] Parameters(Type sigType)
    {
        const string sigTypes = "sigTypes";
        Contracts.CheckValue(sigType, sigTypes);
        Contracts.CheckParam(
            sigType.BaseType == typeof(MulticastDelegate), sigTypes, "LoadableClass signature type must be a delegate type");
        var invoke = sigType.GetMethod("Invoke");
        Contracts.CheckParam(
            invoke.ReturnType == typeof(void), sigTypes, "LoadableClass signature type must be a delegate type with void return");
        var parameters = invoke.GetParameters();
        Contracts.Check(!parameters.Any(p => p.IsOut || p.IsRetval), "Invalid signature parameter attributes");
        return Array.ConvertAll(parameters, p => p.ParameterType);
    }
}
