#!/usr/bin/env bash
# TorchSharp.PyBridge 1.4.4 with TorchSharp 0.107.0 and libtorch-cpu-linux-x64 2.10.0 (.NET 10 SDK, linux-x64).
# Behaviour: load_py takes a .pt file only if its tensors are stored in the order of their elements. A state_dict with a transposed weight,
# which torch.save stores as a view with strides [1, 2] and torch.load gives back, throws InvalidOperationException; weights in PyTorch's
# channels-last format are such views, too.
# Output seen:
#   strides 2, 1  loaded 0 1 2 3
#   strides 1, 2  InvalidOperationException: Bytes() called on non-contiguous tensor.
# Exits with 1 when the view loads, or something else is thrown.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --framework net10.0 --name Finding --output . > /dev/null
dotnet add package TorchSharp --version 0.107.0 > /dev/null
dotnet add package TorchSharp.PyBridge --version 1.4.4 > /dev/null
dotnet add package libtorch-cpu-linux-x64 --version 2.10.0 > /dev/null

cat > Program.cs <<'CS'
using System.IO.Compression;
using System.Text;
using TorchSharp;
using TorchSharp.PyBridge;
using static TorchSharp.torch;

Runtime.Relax();

bool isAsDescribed = Load(2, 1) == "loaded 0 1 2 3" & Load(1, 2) == "InvalidOperationException: Bytes() called on non-contiguous tensor.";
return isAsDescribed ? 0 : 1;

static string Load(byte first, byte second)
{
    string path = $"{first}{second}.pt", result;
    Write(path, first, second);
    using var layer = nn.Linear(2, 2, hasBias: false);
    try
    {
        layer.load_py(path);
        result = "loaded " + string.Join(" ", layer.weight.data<float>().ToArray());
    }
    catch (Exception e)
    {
        result = $"{e.GetType().Name}: {e.Message}";
    }
    Console.WriteLine($"strides {first}, {second}  {result}");
    return result;
}

// What torch.save writes for {"weight": a float tensor [2, 2] over the numbers 0, 1, 2, 3}.
static void Write(string path, byte first, byte second)
{
    using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
    byte[] pickle =
    [
        0x80, 2, .. "}"u8, .. Text("weight"), .. "ctorch._utils\n_rebuild_tensor_v2\n(("u8,
        .. Text("storage"), .. "ctorch\nFloatStorage\n"u8, .. Text("0"), .. Text("cpu"),
        (byte)'K', 4, .. "tQ"u8, (byte)'K', 0, (byte)'K', 2, (byte)'K', 2, 0x86, (byte)'K', first, (byte)'K', second, 0x86, 0x89,
        .. "ccollections\nOrderedDict\n)RtRs."u8,
    ];
    Add("a/data.pkl", pickle);
    Add("a/data/0", [.. new float[] { 0, 1, 2, 3 }.SelectMany(BitConverter.GetBytes)]);
    Add("a/version", [.. "3\n"u8]);

    void Add(string name, byte[] bytes)
    {
        using Stream entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        entry.Write(bytes);
    }
}

static byte[] Text(string text) => [(byte)'X', .. BitConverter.GetBytes(text.Length), .. Encoding.ASCII.GetBytes(text)];
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
