using System.Runtime.InteropServices;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

internal partial struct ModelHeader
{
    /// <summary>Reads everything but the body, and stops in front of the body.</summary>
    public static ModelHeader BeginRead(BinaryReader reader, out long fpMin, out string[] strings, out string loaderAssemblyName)
    {
        fpMin = reader.BaseStream.Position;
        var bytes = reader.ReadBytes(Size);
        Contracts.CheckDecode(bytes.Length == Size);
        var header = MemoryMarshal.Read<ModelHeader>(bytes);
        header.CheckLayout(reader.BaseStream.Length - fpMin);

        strings = header.HasStrings ? header.ReadStrings(reader, fpMin) : null;
        loaderAssemblyName = header.HasAssemblyName
            ? ReadChars(reader, fpMin + header.FpAssemblyName, (int)(header.CbAssemblyName / sizeof(char)))
            : null;
        reader.BaseStream.Position = fpMin + header.FpTail;
        Contracts.CheckDecode(reader.ReadUInt64() == TailSignatureValue, "Corrupt model file tail");
        reader.BaseStream.Position = fpMin + header.FpModel;
        return header;
    }

    /// <summary>Checks that the body was read to its last byte.</summary>
    public readonly void EndRead(BinaryReader reader, long fpMin)
    {
        Contracts.CheckDecode(FpModel + CbModel == reader.BaseStream.Position - fpMin);
        reader.BaseStream.Position = fpMin + FpLim;
    }

    private readonly string[] ReadStrings(BinaryReader reader, long fpMin)
    {
        reader.BaseStream.Position = fpMin + FpStringTable;
        var ends = new long[CbStringTable / sizeof(long)];
        for (var i = 0; i < ends.Length; i++)
            ends[i] = reader.ReadInt64();
        Contracts.CheckDecode(ends[^1] == CbStringChars);

        var strings = new string[ends.Length];
        var start = 0L;
        for (var i = 0; i < ends.Length; i++)
        {
            Contracts.CheckDecode(start <= ends[i] && ends[i] <= CbStringChars && ends[i] % sizeof(char) == 0);
            var length = (ends[i] - start) / sizeof(char);
            Contracts.CheckDecode(length < int.MaxValue);
            strings[i] = ReadChars(reader, fpMin + FpStringChars + start, (int)length);
            start = ends[i];
        }
        return strings;
    }

    private static string ReadChars(BinaryReader reader, long position, int length)
    {
        reader.BaseStream.Position = position;
        var chars = new char[length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(chars.AsSpan()));
        return new string(chars);
    }
}
