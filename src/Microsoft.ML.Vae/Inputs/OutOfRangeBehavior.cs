namespace Microsoft.ML.Vae;

/// <summary>
/// What a trained model makes of a finite value outside of its likelihood's range; see <see cref="VaeOptions.OnOutOfRange"/>.
/// </summary>
public enum OutOfRangeBehavior
{
    /// <summary>The row is invalid; see <see cref="VaeOptions.OnInvalidRow"/>.</summary>
    Throw,

    /// <summary>
    /// The value is replaced by the nearest end of the range. The anomaly score of the clipped row increases by 16.6 nats for each unit, in
    /// scaled values, by which the row's values were out of range: ln 2²⁴, the most that a Bernoulli likelihood charges for a pixel in
    /// single precision. Each slot's part of it is in the slot's contribution.
    /// </summary>
    Clip,
}
