using System.Reflection.Metadata;

namespace Publicizing;

/// <summary>Names as the white list spells them.</summary>
internal static class MetadataNames
{
    public static string FullName(this MetadataReader metadata, TypeDefinition type)
    {
        string name = metadata.GetString(type.Name);
        if (type.IsNested)
            return metadata.FullName(metadata.GetTypeDefinition(type.GetDeclaringType())) + "+" + name;
        return type.Namespace.IsNil ? name : metadata.GetString(type.Namespace) + "." + name;
    }

    /// <summary>The methods of the type by name; an accessor appears under its property's name too.</summary>
    public static IEnumerable<(MethodDefinitionHandle Method, string Name)> NamedMethods(this MetadataReader metadata, TypeDefinition type)
    {
        var own = type.GetMethods().Select(method => (method, metadata.GetMethodDefinition(method).Name));
        var ofProperties = type.GetProperties()
            .Select(metadata.GetPropertyDefinition)
            .SelectMany(property => Accessors(property).Select(method => (method, property.Name)));
        return own.Concat(ofProperties).Select(pair => (pair.method, metadata.GetString(pair.Name)));
    }

    private static IEnumerable<MethodDefinitionHandle> Accessors(PropertyDefinition property)
    {
        PropertyAccessors accessors = property.GetAccessors();
        return new[] { accessors.Getter, accessors.Setter }.Where(method => !method.IsNil);
    }
}
