using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Microsoft.ML.Vae.Tool.Checkup;

/// <summary>
/// Compares operations in single precision with the same in double precision, which other code computes: a processor's fast path that is
/// wrong shows.
/// </summary>
internal static class Precision
{
    private const int Batch = 32;
    private const int Side = 28;
    private const int Kernel = 3;
    private const int Groups = 4;
    private const double Epsilon = 1e-5;
    private const double Tolerance = 1e-4;   // of values around 1, summed over some hundred terms

    public static Finding OfConvolution()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        var weight = randn([24, 16, Kernel, Kernel], float64, CPU, generator: generator) / 12;
        return Compare("convolution", generator, input => input.dtype == float64
            ? SumOfProducts(nn.functional.pad(input, [1, 1, 1, 1]), weight)
            : nn.functional.conv2d(input, weight.to(float32), strides: [2, 2], padding: [1, 1]));
    }

    public static Finding OfGroupNorm()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2, CPU);
        return Compare("group norm", generator, input => input.dtype == float64
            ? Normalized(input.reshape(Batch, Groups, -1)).reshape(Batch, 16, Side, Side)
            : nn.functional.group_norm(input, Groups, ones(16, float32, CPU), zeros(16, float32, CPU)));
    }

    /// <summary>A convolution with a stride of 2, as the sum of a matrix product for each of the kernel's places.</summary>
    private static Tensor SumOfProducts(Tensor padded, Tensor weight)   // [B, C, H + 2, W + 2],[D, C, 3, 3] -> [B, D, H / 2, W / 2]
    {
        var sum = zeros([Batch, weight.size(0), (Side / 2) * (Side / 2)], float64, CPU);
        for (var y = 0; y < Kernel; y++)
        {
            for (var x = 0; x < Kernel; x++)
            {
                var seen = padded.slice(2, y, y + Side, 2).slice(3, x, x + Side, 2).reshape(Batch, weight.size(1), -1);
                sum += matmul(weight.select(3, x).select(2, y), seen);
            }
        }
        return sum.reshape(Batch, weight.size(0), Side / 2, Side / 2);
    }

    private static Tensor Normalized(Tensor groups)   // [B, G, N] -> [B, G, N]
    {
        var centered = groups - groups.mean([2], true);
        return centered / (centered * centered).mean([2], true).add(Epsilon).sqrt();
    }

    private static Finding Compare(string name, Generator generator, Func<Tensor, Tensor> operation)
    {
        var input = randn([Batch, 16, Side, Side], float64, CPU, generator: generator);
        var difference = (operation(input.to(float32)).to(float64) - operation(input)).abs().max().item<double>();
        var isGood = difference <= Tolerance;
        return new(name, FormattableString.Invariant($"differs from double precision by {difference:G2}, ")
            + (isGood ? "as it may" : "which is too much: models will be wrong on this machine"), isGood);
    }
}
