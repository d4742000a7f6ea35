using System.IO.Compression;
using Microsoft.ML.Vae.Idx;
using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Tests.Idx;

public class IdxFileTests
{
    [Fact]
    public void Write_ThenReadBytes_SameArray()
    {
        using var folder = new TemporaryFolder();

        IdxWriter.Write(folder["a"], (ReadOnlySpan<byte>)[1, 2, 3, 4, 5, 255], 1, 2, 3);

        var array = IdxReader.ReadBytes(folder["a"], 3);
        array.Dimensions.ShouldBe([1, 2, 3]);
        array.Values.ShouldBe([1, 2, 3, 4, 5, 255]);
        Directory.GetFiles(folder.FullName).ShouldBe([folder["a"]]);
    }

    [Fact]
    public void Write_ThenReadSingles_SameBits()
    {
        using var folder = new TemporaryFolder();

        IdxWriter.Write(folder["a"], (ReadOnlySpan<float>)[1.5f, -0f, float.NaN, float.Epsilon], 2, 2);

        IdxReader.ReadSingles(folder["a"], 2).Values.Select(BitConverter.SingleToInt32Bits)
            .ShouldBe(new[] { 1.5f, -0f, float.NaN, float.Epsilon }.Select(BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Write_BytesInTheFile_AreTheFormats()
    {
        using var folder = new TemporaryFolder();

        IdxWriter.Write(folder["a"], (ReadOnlySpan<byte>)[7, 9], 2);

        File.ReadAllBytes(folder["a"]).ShouldBe([0, 0, 8, 1, 0, 0, 0, 2, 7, 9]);
    }

    [Fact]
    public void Write_DimensionsThatDoNotFit_ThrowsAndLeavesTheOldFile()
    {
        using var folder = new TemporaryFolder();
        IdxWriter.Write(folder["a"], (ReadOnlySpan<byte>)[7], 1);

        Should.Throw<ArgumentException>(() => IdxWriter.Write(folder["a"], (ReadOnlySpan<byte>)[1, 2], 3));

        IdxReader.ReadBytes(folder["a"], 1).Values.ShouldBe([7]);
    }

    [Fact]
    public void Read_Gzipped_WhateverTheName()
    {
        using var folder = new TemporaryFolder();
        var content = new byte[3_000_000];
        new Random(1).NextBytes(content);
        IdxWriter.Write(folder["plain"], content, content.Length);
        using (var zipped = new GZipStream(File.Create(folder["zipped"]), CompressionLevel.Fastest))
            zipped.Write(File.ReadAllBytes(folder["plain"]));

        IdxReader.ReadBytes(folder["zipped"], 1).Values.AsSpan().SequenceEqual(content).ShouldBeTrue();
    }
}
