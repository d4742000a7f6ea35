namespace Microsoft.ML.Vae.Latents;

/// <summary>Room for several draws per row.</summary>
internal static class SampleReplication
{
    /// <summary>Every row K times, the copies side by side; one copy is the tensor itself.</summary>
    public static Tensor Repeat(Tensor rows, int copies)   // [B, N] -> [B·K, N]
    {
        long count = rows.size(0), size = rows.size(1);
        return copies == 1 ? rows : rows.unsqueeze(1).expand(count, copies, size).reshape(count * copies, size);
    }

    /// <summary>The mean over each row's draws.</summary>
    public static Tensor Mean(Tensor values, int copies) =>   // [B·K] -> [B]
        copies == 1 ? values : values.reshape(-1, copies).mean([1]);
}
