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
    private const double Tolerance = 1e-4;   // of values around 1, summed over some hundred terms

    public static Finding OfConvolution()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        var weight = randn([24, 16, 3, 3], float64, CPU, generator: generator) / 12;
        return Compare("convolution", generator, input => nn.functional.conv2d(
            input, weight.to(input.dtype), strides: [2, 2], padding: [1, 1]));
    }

    public static Finding OfGroupNorm()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2, CPU);
        return Compare("group norm", generator, input => nn.functional.group_norm(
            input, 4, ones(16, input.dtype, CPU), zeros(16, input.dtype, CPU)));
    }

    private static Finding Compare(string name, Generator generator, Func<Tensor, Tensor> operation)
    {
        var input = randn([32, 16, 28, 28], float64, CPU, generator: generator);
        var difference = (operation(input.to(float32)).to(float64) - operation(input)).abs().max().item<double>();
        var isGood = difference <= Tolerance;
        return new(name, FormattableString.Invariant($"differs from double precision by {difference:G2}, ")
            + (isGood ? "as it may" : "which is too much: models will be wrong on this machine"), isGood);
    }
}
