#!/usr/bin/env bash
# TorchSharp 0.107.0 with libtorch-cpu-linux-x64 2.10.0 (.NET 10 SDK, linux-x64).
# Behaviour: torch.nn.init.uniform_ and normal_ take a generator and ignore it: they draw from the global random stream instead, so that two
# tensors initialised with equal generators differ and the global stream moves. Tensor.uniform_ with the same arguments uses the generator.
# Output seen:
#   Tensor.uniform_  equal seeds, equal numbers: True, global stream left alone: True
#   init.uniform_    equal seeds, equal numbers: False, global stream left alone: False
#   init.normal_     equal seeds, equal numbers: False, global stream left alone: False
# Exits with 1 when nn.init uses the generator.
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

bool tensor = UsesGenerator("Tensor.uniform_", (t, generator) => t.uniform_(0, 1, generator));
bool uniform = UsesGenerator("init.uniform_", (t, generator) => nn.init.uniform_(t, 0, 1, generator));
bool normal = UsesGenerator("init.normal_", (t, generator) => nn.init.normal_(t, 0, 1, generator));
return tensor && !uniform && !normal ? 0 : 1;

static bool UsesGenerator(string name, Action<Tensor, Generator> initialize)
{
    using Tensor global = get_rng_state();
    using Generator one = new(7), other = new(7);
    using Tensor a = empty(100), b = empty(100);
    initialize(a, one);
    initialize(b, other);
    bool areEqual = a.allclose(b, 0, 0), isAlone = get_rng_state().allclose(global, 0, 0);
    Console.WriteLine($"{name,-16} equal seeds, equal numbers: {areEqual}, global stream left alone: {isAlone}");
    return areEqual && isAlone;
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
