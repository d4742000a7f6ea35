using System.Buffers.Binary;
using System.Text;

namespace Relaxing;

/// <summary>The parts of a 64-bit little-endian ELF file that say which symbol versions it requires, and of what.</summary>
internal readonly ref struct ElfFile
{
    private const uint Strings = 3;                 // SHT_STRTAB
    private const uint Relocations = 4;             // SHT_RELA
    private const uint DynamicSymbols = 11;         // SHT_DYNSYM
    private const uint VersionRequirements = 0x6ffffffe;  // SHT_GNU_verneed
    private const uint SymbolVersions = 0x6fffffff; // SHT_GNU_versym
    private const ushort Weak = 2;                  // VER_FLG_WEAK
    private const int SectionSize = 64;
    private const int RequirementSize = 16;         // of an Elf64_Verneed and of an Elf64_Vernaux
    private const int SymbolSize = 24;
    private const int RelocationSize = 24;

    private readonly Span<byte> _image;
    private readonly List<Section> _sections = [];

    public ElfFile(Span<byte> image)
    {
        _image = image;
        if (image.Length < 64 || !image[..4].SequenceEqual("\u007fELF"u8) || image[4] != 2 || image[5] != 1)
            throw new BadImageFormatException("this is no 64-bit little-endian ELF file.");
        int size = UInt16(0x3A);
        int count = UInt16(0x3C);
        int table = Position(UInt64(0x28), (ulong)size * (ulong)count);
        if (count > 0 && size < SectionSize)
            throw Damaged();
        for (int i = 0; i < count; i++)
        {
            int header = table + i * size;
            uint type = UInt32(header + 4);
            if (type is not (Strings or Relocations or DynamicSymbols or VersionRequirements or SymbolVersions))
                continue;
            ulong length = UInt64(header + 0x20);
            _sections.Add(new Section(i, type, Position(UInt64(header + 0x18), length), (int)length, (int)UInt32(header + 0x28)));
        }
    }

    public readonly record struct Requirement(int Position, int VersionIndex, bool IsWeak);

    public Requirement? FindRequirement(string library, string version)
    {
        if (Find(VersionRequirements) is not { } section)
            return null;
        // Each record holds the distance to the next. More records than fit into the section mean a cycle or damage.
        int left = section.Size / RequirementSize;
        for (int need = section.Position; ; need += Distance(need + 12))
        {
            Count(ref left);
            bool isOfLibrary = Text(section.Link, UInt32(need + 4)) == library;
            int record = need;
            for (int next = need + 8; isOfLibrary && UInt32(next) != 0; next = record + 12)
            {
                Count(ref left);
                record += Distance(next);
                if (Text(section.Link, UInt32(record + 8)) == version)
                    return new Requirement(record, UInt16(record + 6), (UInt16(record + 4) & Weak) != 0);
            }

            if (UInt32(need + 12) == 0)
                return null;
        }
    }

    public void MarkWeak(Requirement requirement) =>
        BinaryPrimitives.WriteUInt16LittleEndian(_image[(requirement.Position + 4)..], (ushort)(UInt16(requirement.Position + 4) | Weak));

    /// <summary>The dynamic symbols of one version.</summary>
    public List<int> SymbolsOf(int versionIndex)
    {
        var symbols = new List<int>();
        if (Find(SymbolVersions) is { } versions)
        {
            for (int i = 0; i < versions.Size / 2; i++)
            {
                if ((UInt16(versions.Position + 2 * i) & 0x7fff) == versionIndex)
                    symbols.Add(i);
            }
        }

        return symbols;
    }

    public string SymbolName(int symbol) => Find(DynamicSymbols) is { } table && symbol < table.Size / SymbolSize
        ? Text(table.Link, UInt32(table.Position + symbol * SymbolSize))
        : throw Damaged();

    public bool IsRelocated(int symbol)
    {
        foreach (Section section in _sections)
        {
            for (int at = 0; section.Type == Relocations && at + RelocationSize <= section.Size; at += RelocationSize)
            {
                if (UInt32(section.Position + at + 12) == symbol)
                    return true;
            }
        }

        return false;
    }

    private Section? Find(uint type) => _sections.Find(section => section.Type == type) is { Size: > 0 } section ? section : null;

    private string Text(int section, uint offset)
    {
        Section texts = _sections.Find(other => other.Index == section);
        if (offset >= texts.Size)
            throw Damaged();
        ReadOnlySpan<byte> rest = _image.Slice(texts.Position + (int)offset, texts.Size - (int)offset);
        int end = rest.IndexOf((byte)0);
        return end < 0 ? throw Damaged() : Encoding.ASCII.GetString(rest[..end]);
    }

    private int Distance(int at) => UInt32(at) is var distance && distance <= _image.Length ? (int)distance : throw Damaged();

    private static void Count(ref int left)
    {
        if (--left < 0)
            throw Damaged();
    }

    private int Position(ulong offset, ulong length) =>
        offset <= (ulong)_image.Length && length <= (ulong)_image.Length - offset ? (int)offset : throw Damaged();

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(at, 2));

    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(at, 4));

    private ulong UInt64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(at, 8));

    private Span<byte> Bytes(int at, int length) =>
        at >= 0 && at <= _image.Length - length ? _image.Slice(at, length) : throw Damaged();

    private static BadImageFormatException Damaged() => new("the ELF file is damaged.");

    /// <summary>A section of the file: its number, type, place and the number of the section with its texts.</summary>
    private readonly record struct Section(int Index, uint Type, int Position, int Size, int Link);
}
