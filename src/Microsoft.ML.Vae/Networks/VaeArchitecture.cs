using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Networks;

/// <summary>Everything that determines a network's layers and shapes.</summary>
/// <param name="Plan">Its layers.</param>
/// <param name="InputSize">Pixels per row, D.</param>
/// <param name="LatentDimension">Z.</param>
internal sealed record VaeArchitecture(NetworkPlan Plan, int InputSize, int LatentDimension)
{
    /// <summary>What a row's latent is.</summary>
    public BottleneckSpec Latent { get; init; } = BottleneckSpec.Gaussian;

    /// <summary>Values of the condition, appended to the pixels and to the latent, C.</summary>
    public int ConditionSize { get; init; }

    /// <summary>Whether the encoder sees which pixels are missing.</summary>
    public bool HasMask { get; init; }

    /// <summary>Values of that mask, which follow the pixels, M.</summary>
    public int MaskSize => HasMask ? InputSize : 0;

    /// <summary>What the decoder gives for the variance of pixels.</summary>
    public PixelVariance PixelVariance { get; init; }

    /// <summary>D + M + C.</summary>
    public int EncoderInputSize => checked(InputSize + MaskSize + ConditionSize);

    /// <summary>Z + C.</summary>
    public int DecoderInputSize => LatentDimension + ConditionSize;

    /// <summary>The values that a decoder gives for a row.</summary>
    public int DecoderOutputSize => PixelVariance switch
    {
        PixelVariance.Global => InputSize + 1,
        PixelVariance.PerPixel or PixelVariance.PerSlot => checked(2 * InputSize),
        _ => InputSize,
    };

    /// <summary>
    /// Whether its convolutions, if it has any, are those that are right everywhere (<see cref="Interop.Convolutions.Prepare"/>).
    /// </summary>
    public bool HasUsualConvolutions =>
        Plan is FullyConnectedPlan || (!HasMask && Plan is ConvolutionalPlan { HasUsualChannels: true });

    /// <inheritdoc/>
    public override string ToString()
    {
        string variance = PixelVariance switch
        {
            PixelVariance.Global => ", one learned variance",
            PixelVariance.PerSlot => ", a learned variance per slot",
            PixelVariance.PerPixel => ", a learned variance per pixel",
            PixelVariance.Optimal => ", one variance in closed form",
            _ => "",
        };
        string mask = HasMask ? ", a mask of missing pixels" : "";
        string condition = ConditionSize == 0 ? "" : FormattableString.Invariant($", a condition of {ConditionSize}");
        return FormattableString.Invariant(
            $"{Plan}, {InputSize} pixels, {LatentDimension} latent dimensions{Latent}{variance}{mask}{condition}");
    }
}
