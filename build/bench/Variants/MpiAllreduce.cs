using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Mpi;

namespace Microsoft.ML.Vae.Bench;

/// <summary>The sum of the gradients of 784-400-20 over two processes, as a step makes it.</summary>
internal sealed unsafe class MpiAllreduce() : Variant("Allreduce by VaePipeline.Mpi", "ms")
{
    public const int Count = 650_000;
    private const int WarmUp = 200;
    private const int Calls = 2_000;

    public override bool IsAvailable => MpiLaunch.IsAvailable;

    public override double Measure()
    {
        if (!MpiLaunch.IsInside)
            return MpiLaunch.Run(this, 2);
        using MpiSession mpi = MpiSession.Start();
        ICollective ranks = mpi.DataParallel().Collective;
        float* numbers = (float*)NativeMemory.AlignedAlloc(Count * sizeof(float), 64);
        NativeMemory.Clear(numbers, Count * sizeof(float));
        for (int i = 0; i < WarmUp; i++)
            ranks.Sum(numbers, Count);
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < Calls; i++)
            ranks.Sum(numbers, Count);
        double milliseconds = watch.Elapsed.TotalMilliseconds / Calls;
        NativeMemory.AlignedFree(numbers);
        return mpi.Rank == 0 ? milliseconds : double.NaN;
    }
}

/// <summary>The same call in C.</summary>
internal sealed class BareAllreduce() : Variant("Allreduce in C", "ms")
{
    public override bool IsAvailable => MpiLaunch.IsAvailable;

    public override double Measure() => MpiLaunch.RunC("allreduce.c", 2);
}
