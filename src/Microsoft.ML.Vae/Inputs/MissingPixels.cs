namespace Microsoft.ML.Vae.Inputs;

/// <summary>Pixels that are missing: NaN, wherever network inputs are passed on.</summary>
internal static class MissingPixels
{
    private static readonly Scalar _missing = float.NaN;
    private static readonly Scalar _largestShare = 0.5;

    /// <summary>What an encoder sees: 0 in place of missing pixels, then a mask that is 1 where they are, then the condition.</summary>
    public static Tensor ToEncoderInput(Tensor input, long pixelCount)   // [B, D + C] -> [B, D + D + C]
    {
        Tensor mask = input.narrow(1, 0, pixelCount).isnan();                        // [B, D]
        Tensor x = input.narrow(1, 0, pixelCount).masked_fill(mask, Scalars.Zero);   // [B, D]
        Tensor condition = input.narrow(1, pixelCount, input.size(1) - pixelCount);  // [B, C]
        return cat([x, mask.to(ScalarType.Float32), condition], 1);
    }

    /// <summary>The same for one row.</summary>
    public static void Mask(Span<float> x, Span<float> mask)   // [D],[D]
    {
        for (int i = 0; i < x.Length; i++)
        {
            mask[i] = float.IsNaN(x[i]) ? 1 : 0;
            if (mask[i] > 0)
                x[i] = 0;
        }
    }

    /// <summary>
    /// Hides pixels at random, of each row a share that is drawn, too. The draws are made on the CPU so that every device gets the same.
    /// </summary>
    public static Tensor Hide(Tensor x, Generator noise)   // [B, D] -> [B, D]
    {
        Tensor share = rand(x.size(0), 1, ScalarType.Float32, CPU, generator: noise).mul_(_largestShare);   // [B, 1]
        Tensor u = rand(x.size(0), x.size(1), ScalarType.Float32, CPU, generator: noise);                   // [B, D]
        return x.masked_fill(u.lt(share).to(x.device), _missing);
    }

    /// <summary>Pixels that were drawn anew, missing where they were missing before.</summary>
    public static Tensor Restore(Tensor drawn, Tensor x) => drawn.masked_fill(x.isnan(), _missing);   // [B, D],[B, D] -> [B, D]

    /// <summary>Numbers of pixels, 0 for those that are missing.</summary>
    public static Tensor Observed(Tensor numbers, Tensor x) => numbers.masked_fill(x.isnan(), Scalars.Zero);   // [B, D],[B, D] -> [B, D]

    /// <summary>1 for rows that have a pixel, 0 for those that have none.</summary>
    public static Tensor HasAny(Tensor x) =>   // [B, D] -> [B, 1]
        x.isnan().all(1, keepdim: true).logical_not().to(ScalarType.Float32);
}
