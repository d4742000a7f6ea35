using System.Diagnostics;
using Microsoft.ML.Vae.Distributed;

namespace Microsoft.ML.Vae.Mpi.Tests.Programs;

/// <summary>A job in which one process does something wrong at a step.</summary>
/// <param name="ranks">The job.</param>
/// <param name="fault">What: "die", "hang", "throw", "exit" or "drift".</param>
/// <param name="rank">The process that does.</param>
/// <param name="step">The step before which it does.</param>
internal sealed unsafe class FaultyRanks(ICollective ranks, string fault, int rank, long step) : ICollective
{
    private bool _drifts;

    public int Rank => ranks.Rank;

    public int Size => ranks.Size;

    public void Sum(float* numbers, long count)
    {
        ranks.Sum(numbers, count);
        if (_drifts)
            numbers[0] += 1;
    }

    public void Sum(Span<double> numbers) => ranks.Sum(numbers);

    public void Broadcast(Span<byte> bytes) => ranks.Broadcast(bytes);

    public void Gather(ReadOnlySpan<byte> mine, ReadOnlySpan<int> counts, Span<byte> all) => ranks.Gather(mine, counts, all);

    public void At(int epoch, long position)
    {
        ranks.At(epoch, position);
        if (Rank != rank || position != step)
            return;
        switch (fault)
        {
            case "die":
                Process.GetCurrentProcess().Kill();
                break;
            case "hang":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "exit":
                Environment.Exit(3);
                break;
            case "drift":
                _drifts = true;
                break;
            default:
                throw new InvalidOperationException("Thrown on purpose.");
        }
    }

    public void Abort(Exception cause) => ranks.Abort(cause);
}
