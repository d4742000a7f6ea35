namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Counts tensors that nobody has disposed. Without a leak the count after a call is that before it, each time.</summary>
internal static class LiveTensors
{
    private const int WarmUp = 3;

    /// <summary>
    /// Looks after every call, so that no garbage collection can hide a leak. TorchSharp counts the tensor that becomes a Parameter twice and
    /// takes it off once, so a call that makes some must say how many.
    /// </summary>
    public static void ShouldStayFlat(int calls, Action call, int parametersMade = 0)
    {
        for (int i = 0; i < WarmUp; i++)
            call();
        long before = Settled();
        for (int i = 0; i < calls; i++)
        {
            call();
            Tensor.TotalCount.ShouldBeLessThanOrEqualTo(before + (i + 1) * parametersMade, $"after call {i + 1}");
        }
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
