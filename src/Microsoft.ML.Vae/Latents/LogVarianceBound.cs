using System.Runtime.Intrinsics;
using Microsoft.ML.Vae.Kernels;

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

    /// <summary>The bounded value of one number, and its derivative.</summary>
    public static (float Value, float Slope) Apply(float raw) => Apply(raw, Low, High);

    /// <summary>The same with other bounds.</summary>
    public static (float Value, float Slope) Apply(float raw, float low, float high)
    {
        // Further inside the bounds, what they add is below half a unit in the last place.
        if (raw - low > 17 && high - raw > 17)
            return (raw, 1);
        (Vector512<float> value, Vector512<float> slope) = Apply(Vector512.Create(raw), low, high);
        return (value.ToScalar(), slope.ToScalar());
    }

    /// <summary>The same for several numbers.</summary>
    public static (Vector512<float> Value, Vector512<float> Slope) Apply(Vector512<float> raw, float low, float high)
    {
        (Vector512<float> aboveLow, Vector512<float> lift) = VectorMath.Logistic(raw - Vector512.Create(low));
        (Vector512<float> aboveHigh, Vector512<float> drop) = VectorMath.Logistic(raw - Vector512.Create(high));
        Vector512<float> clamped = Vector512.Min(Vector512.Max(raw, Vector512.Create(low)), Vector512.Create(high));
        return (clamped + lift - drop, aboveLow - aboveHigh);
    }
}
