using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae;

/// <summary>
/// Noise on the pixels that the encoder sees in training, while the loss compares with the clean ones: a denoising autoencoder (Vincent et
/// al., "Extracting and Composing Robust Features with Denoising Autoencoders", 2008, and "Stacked Denoising Autoencoders", 2010; with a
/// posterior, Im et al., "Denoising Criterion for Variational Auto-Encoding Framework", 2017). It is drawn for each batch, in scaled units;
/// a fitted model sees clean pixels. See <see cref="VaeOptions.Corruption"/>.
/// </summary>
public abstract class Corruption
{
    private protected Corruption() { }

    /// <summary>Adds normal noise to each pixel.</summary>
    /// <param name="standardDeviation">σ in scaled units, in (0, 1e4]. Default: 0.3.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is out of its range.</exception>
    public static Corruption Gaussian(double standardDeviation = 0.3) => new GaussianCorruption(standardDeviation);

    /// <summary>Sets each pixel to 0 with a probability.</summary>
    /// <param name="probability">In (0, 1]. Default: 0.25.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
    public static Corruption Masking(double probability = 0.25) => new MaskingCorruption(probability);

    /// <summary>
    /// Sets each pixel, all its colors together, with a probability to black or white, each half of the time: to 0 or 255 for images and
    /// bytes, and for <c>Vector&lt;Single&gt;</c> to the values of black and white under <see cref="VaeOptions.PixelScaling"/>, as
    /// described at <see cref="ImageOutput.Image"/>. Alpha is left as it is.
    /// </summary>
    /// <param name="probability">In (0, 1]. Default: 0.1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
    public static Corruption SaltAndPepper(double probability = 0.1) => new SaltAndPepperCorruption(probability);

    /// <summary>The same for the pixels of a column.</summary>
    internal virtual Corruption For(PixelColumn column) => this;

    /// <summary>Network inputs with corrupted pixels.</summary>
    internal Tensor Apply(Tensor input, long pixelCount, Generator noise) =>   // [B, D + C] -> [B, D + C]
        ConditionedInput.Replace(input, pixelCount, x => Corrupt(x, noise));

    /// <summary>Corrupted pixels; the noise is drawn on the CPU so that every device gets the same.</summary>
    internal abstract Tensor Corrupt(Tensor x, Generator noise);   // [B, D] -> [B, D]

    /// <summary>Numbers in [0, 1), one for each pixel.</summary>
    private protected static Tensor Uniform(Tensor x, Generator noise) =>   // [B, D] -> [B, D]
        rand(x.size(0), x.size(1), ScalarType.Float32, CPU, generator: noise).to(x.device);
}
