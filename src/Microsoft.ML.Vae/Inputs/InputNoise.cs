namespace Microsoft.ML.Vae.Inputs;

/// <summary>What training draws at random on each batch before the network sees it.</summary>
internal sealed record InputNoise
{
    /// <summary>Whether grey pixels become black or white, for the encoder and for the loss.</summary>
    public bool Binarizes { get; init; }

    /// <summary>What happens after that to the pixels the encoder sees; null: nothing.</summary>
    public Corruption? Corruption { get; init; }

    /// <summary>Whether pixels may be missing: after that, some more are hidden from the encoder.</summary>
    public bool Hides { get; init; }

    /// <summary>Whether anything is drawn.</summary>
    public bool IsActive => Binarizes || Corruption is not null || Hides;

    /// <summary>The input that the loss compares with, and the one that the encoder sees.</summary>
    public (Tensor Target, Tensor Seen) Draw(Tensor input, long pixelCount, Generator noise)   // [B, D + C] -> [B, D + C],[B, D + C]
    {
        Tensor target = Binarizes ? ConditionedInput.Replace(input, pixelCount, x => Binarize(x, noise)) : input;
        Tensor seen = Corruption?.Apply(target, pixelCount, noise) ?? target;
        return (target, Hides ? ConditionedInput.Replace(seen, pixelCount, x => MissingPixels.Hide(x, noise)) : seen);
    }

    private Tensor Binarize(Tensor x, Generator noise)   // [B, D] -> [B, D]
    {
        Tensor drawn = Binarization.Draw(x, noise);
        return Hides ? MissingPixels.Restore(drawn, x) : drawn;
    }
}
