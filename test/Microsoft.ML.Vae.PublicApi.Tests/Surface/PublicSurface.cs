using System.Globalization;
using System.Reflection;

namespace Microsoft.ML.Vae.PublicApi.Tests.Surface;

/// <summary>
/// Everything that a user of an assembly can name, one line each: public types, and the public and protected members that they declare. What the
/// compiler adds to records without a name in C# is left out.
/// </summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext _nullability = new();

    public static string[] Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Lines)];

    private static IEnumerable<string> Lines(Type type) =>
    [
        $"{Kind(type)} {type.Namespace}.{TypeName.Of(type)}{Bases(type)}",
        .. type.GetMembers(Declared).Select(Line).OfType<string>().Order(StringComparer.Ordinal).Select(line => $"  {line}"),
    ];

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        if (type.IsEnum || type.BaseType is not { } parent)
            return "";
        IEnumerable<Type> bases = type.GetInterfaces().Where(candidate => candidate.IsPublic).Except(parent.GetInterfaces());   // its own alone
        if (parent != typeof(object) && parent != typeof(ValueType))
            bases = bases.Prepend(parent);
        string names = string.Join(", ", bases.Select(TypeName.Of).Order(StringComparer.Ordinal));
        return names.Length == 0 ? "" : $" : {names}";
    }

    private static string? Line(MemberInfo member) => member switch
    {
        _ when member.Name.Contains('<', StringComparison.Ordinal) => null,
        ConstructorInfo constructor when IsVisible(constructor) => $"{Modifiers(constructor)}new({Parameters(constructor)})",
        MethodInfo method when IsVisible(method) && IsPlain(method) => Method(method),
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsVisible) => Property(property),
        FieldInfo { IsPublic: true, IsSpecialName: false } field => Field(field),
        _ => null,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsPlain(MethodInfo method) => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Modifiers(MethodBase method) =>
        (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : method is { IsAbstract: true } ? "abstract " : "");

    private static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeName.Of))}>" : "";
        string name = $"{Modifiers(method)}{Typed(_nullability.Create(method.ReturnParameter))} {method.Name}{generic}({Parameters(method)})";
        return method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute)) ? $"extension {name}" : name;
    }

    private static string Property(PropertyInfo property)
    {
        MethodInfo[] accessors = [.. property.GetAccessors(nonPublic: true).Where(IsVisible)];
        string access = string.Concat(accessors.Select(accessor => accessor.ReturnType != typeof(void) ? " get;" : IsInit(accessor) ? " init;" : " set;"));
        bool isRequired = property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute));
        return $"{Modifiers(accessors[0])}{(isRequired ? "required " : "")}{Typed(_nullability.Create(property))} {property.Name} {{{access} }}";
    }

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    private static string Field(FieldInfo field)
    {
        string value = field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "";
        return $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Typed(_nullability.Create(field))} {field.Name}{value}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string passing = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : "";
        string byDefault = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue)}" : "";
        return $"{passing}{Typed(_nullability.Create(parameter))} {parameter.Name}{byDefault}";
    }

    private static string Typed(NullabilityInfo info) =>
        TypeName.Of(info.Type) + (info is { ReadState: NullabilityState.Nullable, Type.IsValueType: false } ? "?" : "");

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
