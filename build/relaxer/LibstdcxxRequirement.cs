using System.Runtime.InteropServices;

namespace Relaxing;

/// <summary>
/// libLibTorchSharp.so of TorchSharp 0.107.0 requires the C++ runtime of GCC 13, for one symbol that none of its code refers to. A mark
/// on that requirement, the weak flag of the GNU symbol versioning extension (Linux Standard Base, "Symbol Versioning"), tells the loader
/// to go on without.
/// </summary>
internal static class LibstdcxxRequirement
{
    public const string Library = "libstdc++.so.6";
    public const string Version = "GLIBCXX_3.4.32";
    public const string Symbol = "_ZSt21ios_base_library_initv";

    /// <summary>Whether the C++ runtime of this machine has the symbol. A machine that has no such runtime at all needs another remedy.</summary>
    public static bool IsMetHere() =>
        !NativeLibrary.TryLoad(Library, out nint handle) || NativeLibrary.TryGetExport(handle, Symbol, out _);

    /// <summary>Marks the requirement as weak; false if the library has no such requirement, or one that it uses, and nothing was changed.</summary>
    /// <exception cref="BadImageFormatException">The file is no 64-bit little-endian ELF file, or is damaged.</exception>
    public static bool Relax(Span<byte> image)
    {
        var file = new ElfFile(image);
        if (file.FindRequirement(Library, Version) is not { IsWeak: false } requirement)
            return false;
        foreach (int symbol in file.SymbolsOf(requirement.VersionIndex))
        {
            if (file.SymbolName(symbol) != Symbol || file.IsRelocated(symbol))
                return false;
        }

        file.MarkWeak(requirement);
        return true;
    }
}
