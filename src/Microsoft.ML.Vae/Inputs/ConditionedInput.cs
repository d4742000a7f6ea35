namespace Microsoft.ML.Vae.Inputs;

/// <summary>Network inputs, whose pixels may be followed by the numbers of a condition.</summary>
internal static class ConditionedInput
{
    /// <summary>The same inputs with other pixels.</summary>
    public static Tensor Replace(Tensor input, long pixelCount, Func<Tensor, Tensor> change)   // [B, D + C] -> [B, D + C]
    {
        long conditionSize = input.size(1) - pixelCount;
        if (conditionSize == 0)
            return change(input);
        IList<Tensor> both = [change(input.narrow(1, 0, pixelCount)), input.narrow(1, pixelCount, conditionSize)];
        return cat(both, 1);
    }
}
