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

    /// <summary>Whether this machine's C++ runtime has the symbol. A machine without any needs another remedy.</summary>
    public static bool IsMetHere() =>
        !NativeLibrary.TryLoad(Library, out nint handle) || NativeLibrary.TryGetExport(handle, Symbol, out _);

    /// <summary>Writes a copy whose requirement is weak; false, and no copy, if the library is not the one described above.</summary>
    /// <exception cref="BadImageFormatException">The file is no 64-bit little-endian ELF file, or is damaged.</exception>
    public static bool Relax(string library, string copy)
    {
        byte[] image = File.ReadAllBytes(library);
        if (!Relax(image))
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(copy))!);
        // A copy is whole or not there, and what the old one was linked to stays as it is.
        string unfinished = copy + ".tmp";
        File.WriteAllBytes(unfinished, image);
        // Builds take a file of one size and time for unchanged: a second tells it from the original, and is the same at every build.
        File.SetLastWriteTimeUtc(unfinished, File.GetLastWriteTimeUtc(library).AddSeconds(1));
        File.Move(unfinished, copy, overwrite: true);
        return true;
    }

    /// <summary>Marks the requirement as weak; false, and nothing changed, if the library is not the one described above.</summary>
    /// <exception cref="BadImageFormatException">The file is no 64-bit little-endian ELF file, or is damaged.</exception>
    public static bool Relax(Span<byte> image)
    {
        var file = new ElfFile(image);
        if (file.FindRequirement(Library, Version) is not { IsWeak: false } requirement)
            return false;
        if (file.SymbolsOf(requirement.VersionIndex) is not [int symbol] || file.SymbolName(symbol) != Symbol || file.IsRelocated(symbol))
            return false;
        file.MarkWeak(requirement);
        return true;
    }
}
