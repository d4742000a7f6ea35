#!/usr/bin/env bash
# TorchSharp 0.107.0 with libtorch-cpu-linux-x64 2.10.0 (.NET 10 SDK, linux-x64).
# Behaviour: libLibTorchSharp.so requires GLIBCXX_3.4.32, the C++ runtime of GCC 13, so TorchSharp does not start on Debian 12 and Ubuntu 22.04
# (GCC 12), and names a package as missing that is there. One symbol has that version and no relocation refers to it: with the requirement
# marked weak in a copy, the library works there.
# Output seen on Debian 12:
#   GLIBCXX_3.4.32: required True, symbols: _ZSt21ios_base_library_initv, relocations that refer to them: 0
#   original: NotSupportedException: This application or script uses TorchSharp but doesn't contain a reference to libtorch-cpu-linux-x64, …
#   relax: 1 + 1 = 2
# Exits with 1 when the library no longer requires that version, uses it, loads on GCC 12 as it is, or does not load when relaxed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --framework net10.0 --name Finding --output . > /dev/null
dotnet add package TorchSharp --version 0.107.0 > /dev/null
dotnet add package libtorch-cpu-linux-x64 --version 2.10.0 > /dev/null

cat > Program.cs <<'CS'
using System.Runtime.InteropServices;
using TorchSharp;

if (args[0] == "inspect")
    return Requirement.Inspect() ? 0 : 1;
if (args[0] == "relax")
    Runtime.Relax();

TextWriter output = Console.Out;
Console.SetOut(TextWriter.Null);   // TorchSharp prints a trace of its search
bool isNewSystem = NativeLibrary.TryGetExport(NativeLibrary.Load("libstdc++.so.6"), Requirement.Symbol, out _);
bool isExpected = isNewSystem || args[0] == "relax";
try
{
    float two = torch.ones(1).add(torch.ones(1)).item<float>();
    output.WriteLine($"{args[0]}: 1 + 1 = {two}");
    return isExpected ? 0 : 1;
}
catch (Exception exception)
{
    Exception cause = exception.GetBaseException();
    output.WriteLine($"{args[0]}: {cause.GetType().Name}: {cause.Message.Split('\n')[0]}");
    return isExpected ? 1 : 0;
}
CS

# Debian 12 and Ubuntu 22.04: marks the requirement of GLIBCXX_3.4.32, which nothing in the library uses, as weak in the program's own copy.
cat > Runtime.cs <<'CS'
static class Runtime
{
    public static void Relax()
    {
        string path = Directory.GetFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories).Single();
        byte[] image = File.ReadAllBytes(path);
        uint hash = 0;   // of the version's name, as ELF has it; the flags of the requirement follow it
        foreach (char c in "GLIBCXX_3.4.32")
        {
            hash = (hash << 4) + c;
            hash = (hash ^ ((hash & 0xf0000000) >> 24)) & 0x0fffffff;
        }
        int found = image.AsSpan().IndexOf((byte[])[.. BitConverter.GetBytes(hash), 0, 0]);
        if (found < 0)
            return;
        image[found + 4] = 2;   // VER_FLG_WEAK
        File.WriteAllBytes(path, image);
    }
}
CS

cat > Requirement.cs <<'CS'
using System.Text;
using static System.BitConverter;

static class Requirement
{
    public const string Symbol = "_ZSt21ios_base_library_initv";
    private const string Version = "GLIBCXX_3.4.32";

    private static readonly byte[] _file = File.ReadAllBytes(
        Directory.GetFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories).Single());

    /// <summary>Whether the version is required, has one symbol, and no relocation refers to that.</summary>
    public static bool Inspect()
    {
        List<(uint Type, int Start, int Size, int Link)> sections = [.. Enumerable.Range(0, ToUInt16(_file, 60)).Select(i => Section(i))];
        var (_, symbols, symbolBytes, namesSection) = sections.Single(section => section.Type == 11);   // .dynsym
        int names = sections[namesSection].Start;
        int versions = sections.Single(section => section.Type == 0x6fffffff).Start;                    // .gnu.version
        int? wanted = VersionIndex(sections.Single(section => section.Type == 0x6ffffffe));             // .gnu.version_r

        int[] users = [.. Enumerable.Range(0, symbolBytes / 24).Where(i => ToUInt16(_file, versions + 2 * i) == wanted)];
        int relocations = sections.Where(section => section.Type == 4)                                  // .rela.*
            .Sum(section => Enumerable.Range(0, section.Size / 24).Count(i => users.Contains(ToInt32(_file, section.Start + 24 * i + 12))));
        string[] found = [.. users.Select(i => Text(names + ToInt32(_file, symbols + 24 * i)))];
        Console.WriteLine($"{Version}: required {wanted is not null}, symbols: {string.Join(' ', found)}, relocations that refer to them: {relocations}");
        return wanted is not null && found is [Symbol] && relocations == 0;

        int? VersionIndex((uint Type, int Start, int Size, int Link) needs)
        {
            for (int need = needs.Start; ; need += ToInt32(_file, need + 12))
            {
                for (int aux = need + ToInt32(_file, need + 8); ; aux += ToInt32(_file, aux + 12))
                {
                    if (Text(sections[needs.Link].Start + ToInt32(_file, aux + 8)) == Version)
                        return ToUInt16(_file, aux + 6);
                    if (ToInt32(_file, aux + 12) == 0)
                        break;
                }
                if (ToInt32(_file, need + 12) == 0)
                    return null;
            }
        }
    }

    private static (uint Type, int Start, int Size, int Link) Section(int i)
    {
        int header = (int)ToInt64(_file, 40) + 64 * i;
        return (ToUInt32(_file, header + 4), (int)ToInt64(_file, header + 24), (int)ToInt64(_file, header + 32), ToInt32(_file, header + 40));
    }

    private static string Text(int start) => Encoding.ASCII.GetString(_file.AsSpan(start, _file.AsSpan(start).IndexOf((byte)0)));
}
CS

dotnet build --configuration Release > build.log || { cat build.log; exit 1; }
for step in inspect original relax; do
    dotnet bin/Release/net10.0/Finding.dll "$step"
    rm -rf bin/Release/net10.0/cpu   # to which TorchSharp copies all native libraries when it cannot load them
done
