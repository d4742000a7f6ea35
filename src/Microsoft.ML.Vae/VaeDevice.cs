namespace Microsoft.ML.Vae;

/// <summary>Where a model is trained, and where the trained model computes.</summary>
public readonly record struct VaeDevice
{
    private readonly long _indexPlusTwo;   // 0: Auto, so that the default value is it; 1: Cpu

    private VaeDevice(long indexPlusTwo) => _indexPlusTwo = indexPlusTwo;

    /// <summary>
    /// ML.NET's rule: the GPU that <see cref="MLContext.GpuDeviceId"/> names, set before the estimator is made, else the CPU.
    /// </summary>
    public static VaeDevice Auto => default;

    /// <summary>The CPU, whatever the context says.</summary>
    public static VaeDevice Cpu => new(1);

    /// <summary>
    /// One GPU, whatever the context says. When it is not there, the fit runs on the CPU if <see cref="MLContext.FallbackToCpu"/> is set, else
    /// it throws an <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <param name="index">The GPU, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    public static VaeDevice Cuda(int index = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new VaeDevice(index + 2L);
    }

    /// <summary>The GPU asked for, or null.</summary>
    internal int? CudaIndex => _indexPlusTwo >= 2 ? (int)(_indexPlusTwo - 2) : null;

    internal bool IsAuto => _indexPlusTwo == 0;

    /// <inheritdoc/>
    public override string ToString() => IsAuto ? "Auto" : CudaIndex is { } index ? FormattableString.Invariant($"Cuda({index})") : "Cpu";
}
