using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Onnx.Tests.Fixtures;

namespace Microsoft.ML.Vae.Onnx.Tests.Matrix;

/// <summary>What is combined with each network: likelihoods, and ways to use them.</summary>
internal static class Modes
{
    private static readonly SlotPart[] _parts =
    [
        new(SlotKind.Number, 0, 9, "numbers"),
        new(SlotKind.Category, 9, 4, "color"),
        new(SlotKind.Number, 13, 3, "fixed") { StandardDeviation = 0.5 },
        new(SlotKind.Flag, 16, 11, "flags"),
        new(SlotKind.Category, 27, 3, "size"),
    ];

    public static IReadOnlyDictionary<string, Likelihood> Likelihoods { get; } = new Dictionary<string, Likelihood>
    {
        ["Bernoulli"] = Likelihood.Bernoulli,
        ["ContinuousBernoulli"] = Likelihood.ContinuousBernoulli,
        ["Gaussian"] = Likelihood.Gaussian(0.3),
        ["learned variance"] = Likelihood.GaussianWithLearnedVariance(),
        ["learned per pixel"] = Likelihood.GaussianWithLearnedVariance(perPixel: true, minimumStandardDeviation: 0.1),
        ["optimal variance"] = Likelihood.GaussianWithOptimalVariance(),
        ["Laplace"] = Likelihood.Laplace(0.4),
        ["DiscretizedLogistic"] = Likelihood.DiscretizedLogistic(),
        ["Mixed"] = new MixedLikelihood(_parts),
    };

    public static IReadOnlyDictionary<string, Func<ExportCase, ExportCase>> All { get; } = new Dictionary<string, Func<ExportCase, ExportCase>>
    {
        ["plain"] = plain => plain,
        ["scaled numbers"] = plain => plain with { Scaling = new PixelScaling(0.5f, 4) },
        ["bytes"] = plain => plain with { IsByte = true },
        ["autoencoder"] = plain => plain with { Network = plain.Network with { Latent = BottleneckSpec.Point } },
        ["codebook, 2 groups of 5 vectors"] = plain => plain with
        {
            Network = plain.Network with { Latent = BottleneckSpec.Quantized(new CodebookShape(5, 2)) },
        },
        ["key as condition"] = plain => plain with { Condition = new ConditionColumn(ExportCase.Kind, ConditionKind.Key, ExportCase.Kinds) },
        ["numbers as condition"] = plain => plain with { Condition = new ConditionColumn(ExportCase.Kind, ConditionKind.Vector, 2) },
        ["missing values"] = plain => plain with { Imputes = true },
    };

    /// <summary>Whether the library has the combination.</summary>
    public static bool Exists(string likelihood, string mode) => likelihood != "Mixed" || mode is not ("scaled numbers" or "bytes" or "missing values");

    public static ExportCase Case(string network, string likelihood, string mode)
    {
        var plain = new ExportCase(Fixtures.Networks.All[network], Likelihoods[likelihood]);
        bool isMixed = likelihood == "Mixed";
        return All[mode](isMixed ? plain with { Slots = Standardization() } : plain);
    }

    private static SlotScaling Standardization()
    {
        float[] offsets = new float[Fixtures.Networks.Size], scales = [.. Enumerable.Repeat(1f, offsets.Length)];
        foreach (SlotPart part in _parts.Where(part => part.Kind == SlotKind.Number))
        {
            for (int slot = part.Start; slot < part.End; slot++)
                (offsets[slot], scales[slot]) = (0.1f * slot, 1 + 0.05f * slot);
        }
        return new SlotScaling(offsets, scales);
    }
}
