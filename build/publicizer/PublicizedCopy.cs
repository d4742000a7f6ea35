using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Publicizing;

/// <summary>Makes the wanted types and members public in the image's metadata tables; nothing else changes.</summary>
internal static class PublicizedCopy
{
    // Columns before the flags (ECMA-335 II.22): none in TypeDef and Field; RVA (4) and ImplFlags (2) in MethodDef.
    private const int MethodFlagsOffset = 6;

    public static byte[] Make(byte[] image, WantedNames names)
    {
        byte[] copy = [.. image];
        using var pe = new PEReader(new MemoryStream(image, writable: false));
        MetadataReader metadata = pe.GetMetadataReader();
        var flags = new Flags(copy, pe.PEHeaders.MetadataStartOffset, metadata);
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
            PublicizeType(flags, handle, names);
        return copy;
    }

    private static void PublicizeType(Flags flags, TypeDefinitionHandle handle, WantedNames names)
    {
        MetadataReader metadata = flags.Metadata;
        TypeDefinition type = metadata.GetTypeDefinition(handle);
        string typeName = metadata.FullName(type);
        if (names.Take(typeName))
            flags.Set(
                handle, 0, (byte)TypeAttributes.VisibilityMask,
                (byte)(type.IsNested ? TypeAttributes.NestedPublic : TypeAttributes.Public));

        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            if (names.Take(typeName + "::" + metadata.GetString(metadata.GetFieldDefinition(field).Name)))
                flags.Set(field, 0, (byte)FieldAttributes.FieldAccessMask, (byte)FieldAttributes.Public);
        }

        foreach ((MethodDefinitionHandle method, string name) in metadata.NamedMethods(type))
        {
            if (names.Take(typeName + "::" + name))
                flags.Set(method, MethodFlagsOffset, (byte)MethodAttributes.MemberAccessMask, (byte)MethodAttributes.Public);
        }
    }

    /// <summary>Where the flags of a table row lie in the file. All visibility bits are in the first byte.</summary>
    private readonly record struct Flags(byte[] Image, int MetadataStart, MetadataReader Metadata)
    {
        public void Set(EntityHandle row, int column, byte mask, byte value)
        {
            MetadataTokens.TryGetTableIndex(row.Kind, out TableIndex table);
            int position = MetadataStart + Metadata.GetTableMetadataOffset(table)
                + (MetadataTokens.GetRowNumber(row) - 1) * Metadata.GetTableRowSize(table) + column;
            Image[position] = (byte)((Image[position] & ~mask) | value);
        }
    }
}
