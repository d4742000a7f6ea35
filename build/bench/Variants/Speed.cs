using System.Diagnostics;

namespace Microsoft.ML.Vae.Bench;

/// <summary>How often something is done in a second.</summary>
internal static class Speed
{
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan _duration = TimeSpan.FromSeconds(1);

    /// <summary>Calls per second, once compiled.</summary>
    public static double Of(Action call)
    {
        CallsPerSecond(call, _warmUp);
        return CallsPerSecond(call, _duration);
    }

    private static double CallsPerSecond(Action call, TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        long calls = 0;
        for (; watch.Elapsed < duration; calls++)
            call();
        return calls / watch.Elapsed.TotalSeconds;
    }
}
