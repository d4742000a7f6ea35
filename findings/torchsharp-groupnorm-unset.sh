#!/usr/bin/env bash
# TorchSharp 0.107.0 with libtorch-cpu-linux-x64 2.10.0 (.NET 10 SDK, linux-x64).
# Behaviour: torch.nn.GroupNorm leaves its weight and bias as the memory was, although its documentation says ones and zeros, as PyTorch has
# them; BatchNorm2d of the same version sets its own. A fresh network with a GroupNorm computes with leftover numbers.
# Output seen (GroupNorm's numbers differ from run to run):
#   BatchNorm2d weight 1 1 1 1 1 1 1 1, bias 0 0 0 0 0 0 0 0
#   GroupNorm   weight 12345 12345 12345 12345 12345 12345 12345 12345, bias 12345 12345 12345 12345 12345 12345 12345 12345
#   GroupNorm's parameters hold what the memory held before
# Exits with 1 when GroupNorm sets its parameters.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --framework net10.0 --name Finding --output . > /dev/null
dotnet add package TorchSharp --version 0.107.0 > /dev/null
dotnet add package libtorch-cpu-linux-x64 --version 2.10.0 > /dev/null

cat > Program.cs <<'CS'
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

Runtime.Relax();

// Memory that was used before, as in any program that has run for a while.
Tensor[] earlier = [.. Enumerable.Range(0, 100).Select(_ => full(512, 12345f))];
foreach (Tensor tensor in earlier)
    tensor.Dispose();

BatchNorm2d batch = nn.BatchNorm2d(512);
Console.WriteLine($"BatchNorm2d weight {Last(batch.weight)}, bias {Last(batch.bias)}");
GroupNorm group = nn.GroupNorm(8, 512);
Console.WriteLine($"GroupNorm   weight {Last(group.weight)}, bias {Last(group.bias)}");

bool isSet = group.weight.data<float>().All(value => value == 1) && group.bias!.data<float>().All(value => value == 0);
Console.WriteLine(isSet ? "GroupNorm's parameters are ones and zeros" : "GroupNorm's parameters hold what the memory held before");
return isSet ? 1 : 0;

static string Last(Tensor? values) => string.Join(' ', values!.data<float>().TakeLast(8));
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
