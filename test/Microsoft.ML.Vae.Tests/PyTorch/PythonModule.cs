using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Tests.PyTorch;

/// <summary>The modules that docs/pytorch.md prints.</summary>
internal static class PythonModule
{
    private const string Fence = "```";
    private const string NotRun = "<!-- not run -->";

    /// <summary>The blocks of Python, each as lines.</summary>
    public static IReadOnlyList<string[]> Blocks { get; } = [.. Read()];

    public static string Code => string.Join("\n\n\n", Blocks.Select(block => string.Join('\n', block))) + "\n\n\n";

    /// <summary>The call that makes the module of an architecture.</summary>
    public static string Call(VaeArchitecture a) => a.Plan switch
    {
        FullyConnectedPlan dense => $"fully_connected({a.InputSize}, {a.LatentDimension}, {List(dense.EncoderSizes)}, {List(dense.DecoderSizes)}, "
            + $"activation={Name(dense.Activation)}, {Common(a)})",
        ConvolutionalPlan p => $"convolutional([{p.Image.Channels}, {p.Image.Height}, {p.Image.Width}], {a.LatentDimension}, {List(p.Channels)}, "
            + $"blocks={p.ResidualBlocks}, dense_sizes={List(p.DenseSizes)}, activation={Name(p.Activation)}, "
            + $"kind='{p.Normalization.ToString().ToLowerInvariant()}', interleaved={Text(p.Image.InterleavePixelColors)}, {Common(a)})",
        _ => throw new NotSupportedException(a.ToString()),
    };

    private static string Common(VaeArchitecture a)
    {
        string variance = a.PixelVariance switch
        {
            PixelVariance.PerPixel => "'pixel'",
            PixelVariance.Global => "Constant(1)",
            PixelVariance.PerSlot => $"Constant({a.InputSize})",
            _ => "None",
        };
        string codebook = a.Latent.Codebook is { } shape ? $"Codebook({shape.Vectors}, {a.LatentDimension / shape.Groups})" : "None";
        return string.Create(CultureInfo.InvariantCulture, $"condition={a.ConditionSize}, mask={Text(a.HasMask)}, variance={variance}, ")
            + $"posterior={Text(a.Latent.HasPosterior)}, codebook={codebook}, "
            + $"mean_square={(a.PixelVariance == PixelVariance.Optimal ? "MeanSquare()" : "None")}";
    }

    private static string Name(Activation activation) => activation switch
    {
        Activation.LeakyRelu => "F.leaky_relu",
        Activation.Tanh => "torch.tanh",
        _ => $"F.{activation.ToString().ToLowerInvariant()}",
    };

    private static string List(IEnumerable<int> sizes) => $"[{string.Join(", ", sizes)}]";

    private static string Text(bool value) => value ? "True" : "False";

    private static IEnumerable<string[]> Read([CallerFilePath] string file = "")
    {
        string[] lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(file)!, "../../../docs/pytorch.md"));
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i] == Fence + "python" && lines.Take(i).Last(line => line.Length > 0) != NotRun)
                yield return [.. lines.Skip(i + 1).TakeWhile(line => line != Fence)];
        }
    }
}
