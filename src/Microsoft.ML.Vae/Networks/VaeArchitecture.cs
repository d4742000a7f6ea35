using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Networks;

/// <summary>What a network is made of, by which it can be made again.</summary>
/// <param name="Plan">Its layers.</param>
/// <param name="InputSize">Pixels per row, D.</param>
/// <param name="LatentDimension">Z.</param>
internal sealed record VaeArchitecture(NetworkPlan Plan, int InputSize, int LatentDimension)
{
    /// <summary>Dense layers with rectifiers, of so many units.</summary>
    public VaeArchitecture(int inputSize, IReadOnlyList<int> encoderSizes, int latentDimension, IReadOnlyList<int> decoderSizes)
        : this(new FullyConnectedPlan(encoderSizes, decoderSizes, Activation.Relu), inputSize, latentDimension)
    {
    }

    /// <summary>What a row's code is.</summary>
    public LatentKind Latent { get; init; }

    /// <summary>The codebook of quantised codes; null for others.</summary>
    public CodebookShape? Codebook { get; init; }

    /// <summary>Numbers that stand beside a row's pixels and its code to say what kind it is, C.</summary>
    public int ConditionSize { get; init; }

    /// <summary>What the decoder says of the variance of pixels.</summary>
    public PixelVariance PixelVariance { get; init; }

    /// <summary>D + C.</summary>
    public int EncoderInputSize => InputSize + ConditionSize;

    /// <summary>Z + C.</summary>
    public int DecoderInputSize => LatentDimension + ConditionSize;

    /// <summary>P, the numbers that a decoder gives for a row.</summary>
    public int DecoderOutputSize => PixelVariance switch
    {
        PixelVariance.Global => InputSize + 1,
        PixelVariance.PerPixel => checked(2 * InputSize),
        _ => InputSize,
    };

    /// <summary>Name and shape of every tensor, in the order in which a network registers and a file stores them; null when only the network knows.</summary>
    public IEnumerable<(string Name, long[] Shape)>? Tensors() => Plan.Tensors(this) is { } tensors
        ? [.. tensors, .. Codebook is null ? [] : Latents.Codebook.Tensors("codebook", Codebook, LatentDimension)]
        : null;

    /// <inheritdoc/>
    public override string ToString()
    {
        string variance = PixelVariance switch { PixelVariance.Global => ", one learned variance", PixelVariance.PerPixel => ", a learned variance per pixel", _ => "" };
        string condition = ConditionSize == 0 ? "" : FormattableString.Invariant($", a condition of {ConditionSize}");
        string latent = Latent switch
        {
            LatentKind.Deterministic => " (points)",
            LatentKind.Quantized => FormattableString.Invariant($" ({Codebook!.Groups} of {Codebook.Vectors} vectors)"),
            _ => "",
        };
        return FormattableString.Invariant($"{Plan}, {InputSize} pixels, {LatentDimension} latent dimensions{latent}{variance}{condition}");
    }
}
