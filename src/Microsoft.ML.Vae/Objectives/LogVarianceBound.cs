using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Objectives;

/// <summary>
/// Keeps log σ² within about [−30, 20], so that its exponential cannot overflow. Between −10 and 0 it differs from the
/// identity by less than 3e-9; everywhere it has a gradient, which a clamp has not.
/// </summary>
internal static class LogVarianceBound
{
    private const float Low = -30f;
    private const float High = 20f;

    private static readonly TorchSharp.Scalar _low = Low;
    private static readonly TorchSharp.Scalar _high = High;

    public static Tensor Apply(Tensor raw)   // [B, Z] -> [B, Z]
    {
        Tensor lift = nn.functional.softplus(raw.neg().add_(_low));   // [B, Z], 0 well above Low
        Tensor drop = nn.functional.softplus(raw.sub(_high));         // [B, Z], 0 well below High
        return raw + lift - drop;
    }
}
