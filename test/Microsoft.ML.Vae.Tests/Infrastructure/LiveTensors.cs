using Shouldly;

namespace Microsoft.ML.Vae.Tests.Infrastructure;

/// <summary>Counts tensors that nobody has disposed. Without a leak the count after a call is that before it, each time.</summary>
internal static class LiveTensors
{
    private const int WarmUp = 3;

    /// <summary>Looks after every call, so that no garbage collection can hide a leak.</summary>
    public static void ShouldStayFlat(int calls, Action call)
    {
        for (int i = 0; i < WarmUp; i++)
            call();
        long before = Settled();
        for (int i = 0; i < calls; i++)
        {
            call();
            Tensor.TotalCount.ShouldBeLessThanOrEqualTo(before, $"after call {i + 1}");
        }
    }

    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
