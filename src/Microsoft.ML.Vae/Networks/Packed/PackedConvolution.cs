using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Kernels;

namespace Microsoft.ML.Vae.Networks.Packed;

/// <summary>
/// A convolution as a product of windows [P, k² inputs] and weights, or a transposed one as a product of pixels [P, inputs] whose results
/// are windows [P, k² outputs], which overlap in the image. Images are pixel by pixel.
/// </summary>
/// <param name="Name">Of the layer in the network.</param>
/// <param name="Product">The weights; of the biases, a transposed one has as many as it has outputs.</param>
/// <param name="Grid">The windows: on the input, or on the output of a transposed convolution.</param>
/// <param name="IsTransposed">Whether it is a transposed one.</param>
internal sealed unsafe record PackedConvolution(string Name, PackedLayer Product, ImageGrid Grid, bool IsTransposed)
{
    /// <summary>Numbers per pixel that it gives.</summary>
    public int Outputs => IsTransposed ? Grid.Channels : Product.Outputs;

    /// <summary>Numbers of the image that it takes.</summary>
    public int InputSize => IsTransposed ? Grid.Count * Product.Inputs : Grid.Size;

    /// <summary>Numbers of the image that it gives.</summary>
    public int OutputSize => IsTransposed ? Grid.Size : Grid.Count * Product.Outputs;

    /// <summary>Copies between the network's tensors and the block.</summary>
    public void Copy(IReadOnlyDictionary<string, Tensor> tensors, float* block, bool toBlock)
    {
        Tensor weight = tensors[$"{Name}.weight"], bias = tensors[$"{Name}.bias"];
        // [outputs, inputs, k, k] -> [k, k, inputs, outputs], or [inputs, outputs, k, k] -> [inputs, k, k, outputs]
        Tensor packed = IsTransposed ? weight.permute(0, 2, 3, 1) : weight.permute(2, 3, 1, 0);
        Span<float> weights = new(block + Product.Offset, Product.Inputs * Product.OutputStride);
        Span<float> biases = new(block + Product.BiasOffset, Outputs);
        if (toBlock)
        {
            Numbers(packed.contiguous()).CopyTo(weights);
            Numbers(bias).CopyTo(biases);
            return;
        }
        Tensor numbers = empty(packed.shape, ScalarType.Float32, CPU);
        weights.CopyTo(Numbers(numbers));
        packed.copy_(numbers);
        biases.CopyTo(Numbers(bias));
    }

    private static Span<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
