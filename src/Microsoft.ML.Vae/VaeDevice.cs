namespace Microsoft.ML.Vae;

/// <summary>Where a model is trained, and where the trained model runs.</summary>
public readonly record struct VaeDevice
{
    private readonly long _indexPlusTwo;   // 0: Auto, the default value; 1: Cpu

    private VaeDevice(long indexPlusTwo) => _indexPlusTwo = indexPlusTwo;

    /// <summary>
    /// ML.NET's rule: the GPU of <see cref="MLContext.GpuDeviceId"/>, if it is set before the estimator is created; otherwise the CPU. If
    /// that GPU is missing, the fit throws, as with <see cref="Cuda"/>, unless <see cref="MLContext.FallbackToCpu"/> is set.
    /// </summary>
    public static VaeDevice Auto => default;

    /// <summary>The CPU, whatever the context says.</summary>
    public static VaeDevice Cpu => new(1);

    /// <summary>
    /// A GPU, whatever the context says. If it is not available, the fit runs on the CPU if <see cref="MLContext.FallbackToCpu"/> is set,
    /// and otherwise throws an <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <param name="index">The index of the GPU, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    public static VaeDevice Cuda(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new VaeDevice(index + 2L);
    }

    /// <summary>The index of the GPU asked for; null for none.</summary>
    internal int? CudaIndex => _indexPlusTwo >= 2 ? (int)(_indexPlusTwo - 2) : null;

    internal bool IsAuto => _indexPlusTwo == 0;

    /// <inheritdoc/>
    public override string ToString() =>
        IsAuto ? "Auto" : CudaIndex is { } index ? FormattableString.Invariant($"Cuda({index})") : "Cpu";
}
