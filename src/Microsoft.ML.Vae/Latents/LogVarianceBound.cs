namespace Microsoft.ML.Vae.Latents;

/// <summary>
/// Keeps log σ² within about [−30, 20], so that its exponential cannot overflow. Between −10 and 0 it differs from the
/// identity by less than 3e-9. Beyond the bounds the gradient fades but, unlike a clamp's, is there.
/// </summary>
internal static class LogVarianceBound
{
    private const float Low = -30f;
    private const float High = 20f;

    private static readonly TorchSharp.Scalar _low = Low;
    private static readonly TorchSharp.Scalar _high = High;

    /// <summary>
    /// raw + softplus(Low − raw) − softplus(raw − High), with softplus(t) = max(t, 0) + softplus(−|t|). The maxima together are the clamp;
    /// taken apart like this, no large terms cancel in the gradient, which in single precision would leave 0 a little beyond the bounds.
    /// </summary>
    public static Tensor Apply(Tensor raw) => Apply(raw, _low, _high);   // [B, Z] -> [B, Z]

    /// <summary>The same with other bounds.</summary>
    public static Tensor Apply(Tensor raw, TorchSharp.Scalar low, TorchSharp.Scalar high)   // [B, Z] -> [B, Z]
    {
        Tensor lift = raw.sub(low).abs().neg().exp().log1p();    // [B, Z], log 2 at Low, 0 far from it
        Tensor drop = raw.sub(high).abs().neg().exp().log1p();   // [B, Z], log 2 at High, 0 far from it
        return raw.clamp(low, high).add(lift, Scalars.One) - drop;
    }
}
