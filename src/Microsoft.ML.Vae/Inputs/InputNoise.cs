namespace Microsoft.ML.Vae.Inputs;

/// <summary>What training draws at random on each batch before the network sees it.</summary>
internal sealed record InputNoise
{
    /// <summary>Whether grey pixels become black or white, for the encoder and for the loss.</summary>
    public bool Binarizes { get; init; }

    /// <summary>What happens after that to the pixels the encoder sees; null: nothing.</summary>
    public Corruption? Corruption { get; init; }

    /// <summary>Whether anything is drawn.</summary>
    public bool IsActive => Binarizes || Corruption is not null;

    /// <summary>The input that the loss compares with, and the one that the encoder sees.</summary>
    public (Tensor Target, Tensor Seen) Draw(Tensor input, long pixelCount, Generator noise)   // [B, D + C] -> [B, D + C],[B, D + C]
    {
        Tensor target = Binarizes ? ConditionedInput.Replace(input, pixelCount, x => Binarization.Draw(x, noise)) : input;
        return (target, Corruption?.Apply(target, pixelCount, noise) ?? target);
    }
}
