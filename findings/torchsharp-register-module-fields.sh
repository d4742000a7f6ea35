#!/usr/bin/env bash
# TorchSharp 0.107.0 with libtorch-cpu-linux-x64 2.10.0 (.NET 10 SDK, linux-x64).
# Behaviour: register_module(name, module) also registers the modules in the fields of the module that it is given, by the names of the
# fields, although that module has registered them under other names and never calls RegisterComponents. Its state_dict then has every
# tensor twice, and load_state_dict(strict=True) in PyTorch refuses it because of unexpected keys. The parameters are listed once.
# Output seen:
#   alone      part.weight
#   in parent  chain.part.weight chain._first.weight
#   parameters 1
# Exits with 1 when the names in the parent are those of the module alone.
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

var chain = new Chain();
string alone = string.Join(" ", chain.state_dict().Keys);
var parent = new Parent(chain);
string inside = string.Join(" ", parent.state_dict().Keys);
Console.WriteLine($"alone      {alone}");
Console.WriteLine($"in parent  {inside}");
Console.WriteLine($"parameters {parent.parameters().Count()}");
return inside == "chain.part.weight chain._first.weight" ? 0 : 1;

sealed class Chain : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _first = nn.Linear(2, 2, hasBias: false);

    public Chain() : base("chain") => register_module("part", _first);

    public override Tensor forward(Tensor x) => _first.call(x);
}

sealed class Parent : nn.Module
{
    public Parent(nn.Module child) : base("parent") => register_module("chain", child);
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
