using System.Reflection;

namespace StandIns.Tests.Surface;

/// <summary>One line for each member that a user or a derived class can see, with what a compiled caller depends on.</summary>
public static class MemberText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}");
        return type.GetConstructors(Declared).Where(c => !c.IsStatic && IsVisible(c)).Select(Constructor)
            .Concat(type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly).Select(Field))
            .Concat(type.GetProperties(Declared).Where(p => p.GetAccessors(true).Any(IsVisible)).Select(Property))
            .Concat(type.GetEvents(Declared).Where(e => IsVisible(e.AddMethod!)).Select(Event))
            .Concat(type.GetMethods(Declared).Where(IsPlain).Select(Method));
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsPlain(MethodInfo method)
        => IsVisible(method) && method.Name != "Finalize" && !method.Name.Contains('<', StringComparison.Ordinal)
            && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Modifiers(MethodBase method)
        => (method.IsPublic ? "" : "protected ") + (method.IsStatic ? "static " : "");

    private static string Constructor(ConstructorInfo constructor)
        => $"{Modifiers(constructor)}.ctor({Parameters(constructor.GetParameters())})";

    private static string Field(FieldInfo field)
    {
        var modifiers = (field.IsPublic ? "" : "protected ") + (field.IsLiteral ? "const " : field.IsStatic ? "static " : "")
            + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? $" = {TypeNames.Literal(field.GetRawConstantValue(), field.FieldType)}" : "";
        return $"{modifiers}{TypeNames.Of(field.FieldType)} {field.Name}{value}";
    }

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(true).Where(IsVisible).ToArray();
        var widest = accessors.OrderByDescending(a => a.IsPublic).First();
        var parts = accessors.OrderBy(a => a.ReturnType == typeof(void)).Select(a =>
            (a.IsPublic == widest.IsPublic ? "" : "protected ") + (a.ReturnType == typeof(void) ? "set;" : "get;"));
        var index = property.GetIndexParameters() is { Length: > 0 } given ? $"[{Parameters(given)}]" : "";
        return $"{Modifiers(widest)}{TypeNames.Of(property.PropertyType)} {property.Name}{index} {{ {string.Join(' ', parts)} }}";
    }

    private static string Event(EventInfo info) => $"{Modifiers(info.AddMethod!)}event {TypeNames.Of(info.EventHandlerType!)} {info.Name}";

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(',', method.GetGenericArguments().Select(TypeNames.Of))}>" : "";
        var extension = method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), false) ? "this " : "";
        var by = method.ReturnType.IsByRef ? "ref " : "";
        return $"{Modifiers(method)}{by}{TypeNames.Of(method.ReturnType)} {method.Name}{generic}"
            + $"({extension}{Parameters(method.GetParameters())}){Constraints.Of(method.GetGenericArguments())}";
    }

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var by = !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        var many = parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : "";
        var value = parameter.HasDefaultValue ? $" = {TypeNames.Literal(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{by}{many}{TypeNames.Of(parameter.ParameterType)} {parameter.Name}{value}";
    }
}
