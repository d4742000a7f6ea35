#!/usr/bin/env bash
# TorchSharp 0.107.0 with libtorch-cpu-linux-x64 2.10.0 (.NET 10 SDK, linux-x64).
# Behaviour: tensor.sum(0) does not sum along dimension 0, as it does in PyTorch: C# prefers the overload sum(ScalarType? type), to whose
# enumeration the literal 0 converts, so that the whole tensor is summed, as bytes. sum(1), and sum(0L), sum along the dimension.
# Output seen for [[1.5, 2.5], [300, 4]]:
#   sum(0)   [] Byte: 51
#   sum(0L)  [2] Float32: 301.5 6.5
#   sum(1)   [2] Float32: 4 304
# Exits with 1 when sum(0) sums along dimension 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --framework net10.0 --name Finding --output . > /dev/null
dotnet add package TorchSharp --version 0.107.0 > /dev/null
dotnet add package libtorch-cpu-linux-x64 --version 2.10.0 > /dev/null

cat > Program.cs <<'CS'
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

Runtime.Relax();
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

using Tensor x = tensor(new float[] { 1.5f, 2.5f, 300, 4 }).reshape(2, 2);
using Tensor bare = x.sum(0), wide = x.sum(0L), one = x.sum(1);
Print("sum(0)", bare);
Print("sum(0L)", wide);
Print("sum(1)", one);
return bare.dim() == 0 && bare.dtype == ScalarType.Byte && wide.dim() == 1 && one.dim() == 1 ? 0 : 1;

static void Print(string call, Tensor result)
{
    using Tensor numbers = result.to(ScalarType.Float32).reshape(-1);
    Console.WriteLine($"{call,-8} [{string.Join(", ", result.shape)}] {result.dtype}: {string.Join(" ", numbers.data<float>().ToArray())}");
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
