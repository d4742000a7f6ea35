namespace Microsoft.ML.Vae.PublicApi.Tests.Surface;

/// <summary>Types as C# writes them; those of the library and of System without their namespaces.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(byte)] = "byte",
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
    };

    public static string Of(Type type) => type switch
    {
        { IsByRef: true } => Of(type.GetElementType()!),
        { IsArray: true } => $"{Of(type.GetElementType()!)}[]",
        { IsGenericParameter: true } => type.Name,
        _ when _keywords.TryGetValue(type, out string? keyword) => keyword,
        _ when Nullable.GetUnderlyingType(type) is { } value => $"{Of(value)}?",
        { IsGenericType: true } => $"{Outer(type)}{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>",
        _ => Outer(type) + type.Name,
    };

    private static string Outer(Type type) => type.DeclaringType is { } outer ? $"{Of(outer)}." : "";
}
