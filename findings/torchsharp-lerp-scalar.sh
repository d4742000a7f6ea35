#!/usr/bin/env bash
# TorchSharp 0.107.0 with libtorch-cpu-linux-x64 2.10.0 (.NET 10 SDK, linux-x64).
# Behaviour: Tensor.lerp and lerp_ take the weight as a tensor only. A Scalar compiles, too, since there is an implicit conversion from
# Scalar to Tensor, but that conversion throws InvalidOperationException whenever it runs; a number, which becomes a tensor, works.
# Output seen:
#   number    0.25
#   Scalar    InvalidOperationException: Should not be called.
# Exits with 1 when a Scalar works, or something else is thrown.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --framework net10.0 --name Finding --output . > /dev/null
dotnet add package TorchSharp --version 0.107.0 > /dev/null
dotnet add package libtorch-cpu-linux-x64 --version 2.10.0 > /dev/null

cat > Program.cs <<'CS'
using TorchSharp;
using static TorchSharp.torch;

Runtime.Relax();

using Tensor zero = zeros(1), one = ones(1);
Console.WriteLine(FormattableString.Invariant($"number    {zero.lerp(one, 0.25f).item<float>()}"));
Scalar weight = 0.25f;
try
{
    Console.WriteLine(FormattableString.Invariant($"Scalar    {zero.lerp(one, weight).item<float>()}"));
    return 1;
}
catch (Exception e)
{
    Console.WriteLine($"Scalar    {e.GetType().Name}: {e.Message}");
    return e is InvalidOperationException ? 0 : 1;
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

dotnet run --configuration Release
