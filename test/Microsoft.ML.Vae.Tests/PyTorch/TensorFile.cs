using System.Runtime.InteropServices;
using Microsoft.ML.Vae.PyTorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.PyTorch;

/// <summary>Files of named tensors, as tests make and read them.</summary>
internal static class TensorFile
{
    public static void Write(string path, params (string Name, Tensor Tensor)[] tensors) => StateDictFile.Write(path, tensors);

    public static Dictionary<string, StoredTensor> Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return StateDictFile.Read(stream, path);
    }

    public static byte[] Bytes(string extension, params (string Name, Tensor Tensor)[] tensors)
    {
        using var folder = new TemporaryFolder();
        Write(folder[$"a{extension}"], tensors);
        return File.ReadAllBytes(folder[$"a{extension}"]);
    }

    public static float[] Floats(this StoredTensor stored)
    {
        using DisposeScope scope = NewDisposeScope();
        return MemoryMarshal.Cast<byte, float>(stored.ToTensor().to(ScalarType.Float32).bytes).ToArray();
    }

    /// <summary>Weights of pytorch/examples' VAE in other sizes, and what they compute, by plain loops.</summary>
    public static (string Name, Tensor Tensor)[] Dense(int seed, params (string Name, int Inputs, int Outputs)[] layers)
    {
        var random = new Random(seed);
        return [.. layers.SelectMany(layer => new[]
        {
            ($"{layer.Name}.weight", Matrix(random, layer.Outputs, layer.Inputs)),
            ($"{layer.Name}.bias", Matrix(random, layer.Outputs)),
        })];
    }

    private static Tensor Matrix(Random random, params long[] shape)
    {
        Tensor tensor = empty(shape);
        Span<float> values = MemoryMarshal.Cast<byte, float>(tensor.bytes);
        foreach (ref float value in values)
            value = random.NextSingle() - 0.5f;
        return tensor;
    }
}
