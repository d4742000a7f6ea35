using System.Text;
using Relaxing;

namespace Packaging.Tests.Relaxing;

/// <summary>
/// A small 64-bit ELF library as a linker would lay it out: symbols, their versions, the versions that it requires of two libraries, and a
/// relocation for each symbol that it uses. By default it is like libLibTorchSharp.so in what matters here.
/// </summary>
internal sealed class SmallElf
{
    private const int HeaderSize = 64;
    private const uint Strings = 3;
    private const uint Relocations = 4;
    private const uint DynamicSymbols = 11;
    private const uint VersionRequirements = 0x6ffffffe;
    private const uint SymbolVersions = 0x6fffffff;

    private readonly List<byte> _texts = [];

    public string Library { get; init; } = LibstdcxxRequirement.Library;

    public string Version { get; init; } = LibstdcxxRequirement.Version;

    public ushort Flags { get; init; }

    /// <summary>Symbols of that version.</summary>
    public string[] Symbols { get; init; } = [LibstdcxxRequirement.Symbol];

    /// <summary>Whether a relocation refers to the last of them.</summary>
    public bool IsUsed { get; init; }

    public byte[] ToArray()
    {
        _texts.Clear();
        var sections = new List<(uint Type, int Link, byte[] Content)>
        {
            (0, 0, []),
            (DynamicSymbols, 5, Table(WriteSymbols)),
            (SymbolVersions, 1, Table(WriteVersions)),
            (VersionRequirements, 5, Table(WriteRequirements)),
            (Relocations, 1, Table(WriteRelocations)),
        };
        sections.Add((Strings, 0, [.. _texts]));
        return Table(writer => WriteFile(writer, sections));
    }

    private static void WriteFile(BinaryWriter writer, List<(uint Type, int Link, byte[] Content)> sections)
    {
        int Aligned(int size) => (size + 7) / 8 * 8;
        int table = HeaderSize + sections.Sum(section => Aligned(section.Content.Length));
        writer.Write([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, .. new byte[9]]);   // 64 bits, little-endian
        Write(writer, (ushort)3, (ushort)62, 1u, 0ul, 0ul, (ulong)table, 0u);            // a library for x86-64
        Write(writer, (ushort)HeaderSize, (ushort)56, (ushort)0, (ushort)64, (ushort)sections.Count, (ushort)0);
        foreach ((_, _, byte[] content) in sections)
            writer.Write([.. content, .. new byte[Aligned(content.Length) - content.Length]]);
        int offset = HeaderSize;
        foreach ((uint type, int link, byte[] content) in sections)
        {
            Write(writer, 0u, type, 0ul, 0ul, (ulong)offset, (ulong)content.Length, (uint)link, 0u, 8ul, 0ul);
            offset += Aligned(content.Length);
        }
    }

    private void WriteSymbols(BinaryWriter writer)
    {
        foreach (string name in (string[])["", "memcpy", "_ZSt4cout", .. Symbols])
            Write(writer, Text(name), (ushort)0x12, (ushort)0, 0ul, 0ul);
    }

    private void WriteVersions(BinaryWriter writer)
    {
        foreach (ushort version in (ushort[])[0, 2, 3, .. Symbols.Select(_ => (ushort)4)])
            writer.Write(version);
    }

    private void WriteRequirements(BinaryWriter writer)
    {
        WriteNeed(writer, "libc.so.6", [("GLIBC_2.34", 0, 2)], isLast: false);
        WriteNeed(writer, Library, [("GLIBCXX_3.4.30", 0, 3), (Version, Flags, 4)], isLast: true);
    }

    private void WriteNeed(BinaryWriter writer, string library, (string Name, ushort Flags, ushort Index)[] versions, bool isLast)
    {
        Write(writer, (ushort)1, (ushort)versions.Length, Text(library), 16u, isLast ? 0u : 16u * (uint)(1 + versions.Length));
        foreach ((string name, ushort flags, ushort index) in versions)
            Write(writer, 0x12345678u, flags, index, Text(name), name == versions[^1].Name ? 0u : 16u);
    }

    private void WriteRelocations(BinaryWriter writer)
    {
        foreach (int symbol in (int[])[1, 2, .. IsUsed ? new[] { 2 + Symbols.Length } : []])
            Write(writer, 0x1000ul, (ulong)symbol << 32 | 6, 0ul);
    }

    private uint Text(string text)
    {
        var offset = (uint)_texts.Count;
        _texts.AddRange(Encoding.ASCII.GetBytes(text + '\0'));
        return offset;
    }

    private static byte[] Table(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        return stream.ToArray();
    }

    private static void Write(BinaryWriter writer, params IEnumerable<object> numbers)
    {
        foreach (object number in numbers)
        {
            switch (number)
            {
                case ushort two: writer.Write(two); break;
                case uint four: writer.Write(four); break;
                case ulong eight: writer.Write(eight); break;
                default: throw new ArgumentException($"{number} has no size in a file.");
            }
        }
    }
}
