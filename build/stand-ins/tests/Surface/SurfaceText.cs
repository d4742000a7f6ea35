using System.Reflection;
using System.Text.RegularExpressions;

namespace StandIns.Tests.Surface;

/// <summary>An assembly's surface as lines "type | member", among them one "type | kind : bases" for each type.</summary>
public static partial class SurfaceText
{
    public static IEnumerable<string> Of(Assembly assembly)
        => assembly.GetTypes().Where(IsVisible).SelectMany(Of).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Of(Type type)
    {
        var name = TypeNames.Of(type);
        return MemberText.Of(type).Prepend(Header(type)).Select(line => $"{name} | {Normal(line)}");
    }

    /// <summary>
    /// Brings a signature to the one form that is compared. It takes away what does not change a caller: backticks and the bullet,
    /// virtual, abstract, override and sealed on members, and spaces after commas.
    /// </summary>
    public static string Normal(string signature)
    {
        var text = signature.Trim().TrimStart('-').Replace("`", "", StringComparison.Ordinal).Trim();
        text = Modifiers().Replace(text, "");
        return text.Replace(", ", ",", StringComparison.Ordinal);
    }

    private static bool IsVisible(Type type)
        => type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!));

    private static string Header(Type type)
    {
        var bases = type.GetInterfaces().Where(i => i.IsVisible).Select(TypeNames.Of).Order(StringComparer.Ordinal);
        if (type.IsEnum)
            return $"enum : {TypeNames.Of(Enum.GetUnderlyingType(type))}";
        if (type is { IsClass: true, BaseType: { } parent } && parent != typeof(object))
            bases = bases.Prepend(TypeNames.Of(parent)).OrderBy(_ => 0);
        var list = string.Join(", ", bases);
        return Kind(type) + (list.Length == 0 ? "" : $" : {list}") + Constraints.Of(type.GetGenericArguments());
    }

    private static string Kind(Type type)
    {
        if (type.IsInterface)
            return "interface";
        if (type.IsValueType)
            return "struct";
        if (type is { IsAbstract: true, IsSealed: true })
            return "static class";
        return (type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + "class";
    }

    [GeneratedRegex(@"\b(virtual|abstract|override|sealed) (?!class)")]
    private static partial Regex Modifiers();
}
