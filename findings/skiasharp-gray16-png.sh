#!/usr/bin/env bash
# SkiaSharp 2.88.9 with SkiaSharp.NativeAssets.Linux.NoDependencies 2.88.9 (.NET 10 SDK, linux-x64).
# Behaviour: asked for half-precision pixels (RgbaF16), SkiaSharp keeps more than 8 bits of a 16-bit color PNG, but cuts a 16-bit grey PNG,
# as cameras, microscopes and depth sensors write it, to 8 bits: neighboring levels come out equal.
# Output seen (16 levels, 40 apart, in one row):
#   color    16 different levels
#   grey     3 different levels
# Exits with 1 when grey keeps as many levels as color.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
dotnet new console --framework net10.0 --name Finding --output . > /dev/null
dotnet add package SkiaSharp --version 2.88.9 > /dev/null
dotnet add package SkiaSharp.NativeAssets.Linux.NoDependencies --version 2.88.9 > /dev/null

cat > Program.cs <<'CS'
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using SkiaSharp;

int[] levels = [.. Enumerable.Range(0, 16).Select(i => 20_000 + 40 * i)];
int color = Count(2, levels.SelectMany(level => new[] { level, level, level })), grey = Count(0, levels);
Console.WriteLine($"color    {color} different levels");
Console.WriteLine($"grey     {grey} different levels");
return color == levels.Length && grey < color ? 0 : 1;

int Count(byte colorType, IEnumerable<int> samples)
{
    using SKCodec codec = SKCodec.Create(new MemoryStream(Png(colorType, levels.Length, samples)));
    var info = new SKImageInfo(levels.Length, 1, SKColorType.RgbaF16, SKAlphaType.Unpremul);
    using var bitmap = new SKBitmap(info);
    if (codec.GetPixels(info, bitmap.GetPixels()) != SKCodecResult.Success)
        throw new InvalidOperationException();
    byte[] pixels = bitmap.Bytes;
    return Enumerable.Range(0, levels.Length).Select(x => BinaryPrimitives.ReadUInt16LittleEndian(pixels.AsSpan(8 * x))).Distinct().Count();
}

// One row of 16-bit samples, unfiltered.
static byte[] Png(byte colorType, int width, IEnumerable<int> samples)
{
    var raw = new MemoryStream();
    using (var zlib = new ZLibStream(raw, CompressionLevel.Optimal, leaveOpen: true))
        zlib.Write([0, .. samples.SelectMany(sample => new[] { (byte)(sample >> 8), (byte)sample })]);
    byte[] header = [0, 0, 0, (byte)width, 0, 0, 0, 1, 16, colorType, 0, 0, 0];
    return [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", raw.ToArray()), .. Chunk("IEND", [])];
}

static byte[] Chunk(string type, byte[] data)
{
    byte[] body = [.. type.Select(letter => (byte)letter), .. data];
    var chunk = new byte[body.Length + 8];
    BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
    body.CopyTo(chunk, 4);
    BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4 + body.Length), Crc32.HashToUInt32(body));
    return chunk;
}
CS

dotnet add package System.IO.Hashing --version 10.0.0 > /dev/null
dotnet run --configuration Release
