#!/usr/bin/env bash
# TorchSharp 0.107.0 with libtorch-cpu-linux-x64 2.10.0 (.NET 10 SDK, linux-x64).
# Behaviour: one training batch of a single row, which is what 65 rows in batches of 64 end with, turns the running variance of BatchNorm1d
# into NaN without an error, and every later output in eval mode is NaN. PyTorch refuses the batch ("Expected more than 1 value per channel
# when training").
# Output seen:
#   after the batch of 64 rows: running variance 1.02 0.98, output in eval mode is finite: True
#   after the batch of 1 row:   running variance NaN NaN, output in eval mode is finite: False
# Exits with 1 when the batch is refused or the running variance stays finite.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --framework net10.0 --name Finding --output . > /dev/null
dotnet add package TorchSharp --version 0.107.0 > /dev/null
dotnet add package libtorch-cpu-linux-x64 --version 2.10.0 > /dev/null

cat > Program.cs <<'CS'
using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

Runtime.Relax();

manual_seed(1);
BatchNorm1d layer = nn.BatchNorm1d(2);
Tensor rows = randn(65, 2);
bool before = IsFiniteAfter("64 rows:", rows[..64]);
try
{
    return before && !IsFiniteAfter("1 row:  ", rows[64..]) ? 0 : 1;
}
catch (ExternalException exception)
{
    Console.WriteLine($"refused: {exception.Message.Split('\n')[0]}");
    return 1;
}

bool IsFiniteAfter(string name, Tensor batch)
{
    layer.train();
    layer.call(batch);
    layer.eval();
    bool isFinite = layer.call(rows).isfinite().all().item<bool>();
    IEnumerable<string> variances = layer.running_var!.data<float>().Select(value => value.ToString("0.00", CultureInfo.InvariantCulture));
    Console.WriteLine($"after the batch of {name} running variance {string.Join(' ', variances)}, output in eval mode is finite: {isFinite}");
    return isFinite;
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
