using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.Vae.Randomness;
using Microsoft.ML.Vae.Sharding;

namespace Microsoft.ML.Vae.Distributed;

/// <summary>Several processes, or ranks, that make one fit together, seen from one of them.</summary>
internal sealed class RankGroup
{
    private const int BroadcastBytes = 1 << 30;

    private readonly DataParallel _parallel;
    private readonly ICollective _collective;
    private Exception? _decided;

    private RankGroup(DataParallel parallel) => (_parallel, _collective) = (parallel, parallel.Collective);

    public int Rank => _collective.Rank;

    public int Size => _collective.Size;

    /// <summary>Whether this rank logs, reports and writes for all.</summary>
    public bool IsFirst => Rank == 0;

    /// <summary>Whether all ranks see the same views.</summary>
    public bool SharesOut => _parallel.Rows == RowSharing.Strided;

    /// <summary>The ranks of a fit; null where it has one process.</summary>
    public static RankGroup? Of(DataParallel? parallel) => parallel is { Size: > 1 } ? new RankGroup(parallel) : null;

    /// <summary>The rows of a view that this rank reads.</summary>
    public IDataView Share(IDataView view) => SharesOut ? new ShardView(view, new DataShard(Rank, Size)) : view;

    /// <summary>How many rows of a full batch this rank has.</summary>
    public int RowsOf(int batchSize) => batchSize / Size + (Rank < batchSize % Size ? 1 : 0);

    /// <summary>
    /// Where this rank's noise of a step starts. It depends on nothing else, so that a checkpoint need not hold the state of every rank's
    /// generator. (Torch's takes the low 32 bits of a seed alone.)
    /// </summary>
    public uint NoiseSeed(int seed, long step) => (uint)SplitMix.Mix(SplitMix.Mix(((ulong)(uint)seed << 32) | (uint)Rank) ^ (ulong)step);

    /// <summary>Orders this rank's rows; rank 0's are those of one process.</summary>
    public int OrderSeed(int seed) => Rank == 0 ? seed : (int)NoiseSeed(seed, long.MaxValue);

    /// <summary>See <see cref="ICollective.At"/>.</summary>
    public void At(int epoch, long step) => _collective.At(epoch, step);

    /// <summary>See <see cref="ICollective.Sum(float*, long)"/>.</summary>
    public unsafe void Sum(float* numbers, long count) => _collective.Sum(numbers, count);

    /// <summary>Replaces numbers by their sums over all ranks.</summary>
    public void Sum(Span<double> numbers) => _collective.Sum(numbers);

    /// <summary>The sum over all ranks.</summary>
    public double Sum(double number)
    {
        Span<double> numbers = [number];
        Sum(numbers);
        return numbers[0];
    }

    /// <summary>The sum over all ranks, null where one of them does not know its own.</summary>
    public long? Sum(long? count)
    {
        Span<double> numbers = [count ?? 0, count is null ? 1 : 0];
        Sum(numbers);
        return numbers[1] > 0 ? null : (long)numbers[0];
    }

    /// <summary>The bytes of rank 0.</summary>
    public byte[] Broadcast(ReadOnlySpan<byte> ofFirst)
    {
        byte[] bytes = new byte[(long)Sum(IsFirst ? ofFirst.Length : 0d)];
        if (IsFirst)
            ofFirst.CopyTo(bytes);
        TakeFirst(bytes);
        return bytes;
    }

    /// <summary>Replaces bytes by those of rank 0.</summary>
    public void TakeFirst(Span<byte> bytes)
    {
        for (int start = 0; start < bytes.Length; start += BroadcastBytes)
            _collective.Broadcast(bytes.Slice(start, Math.Min(BroadcastBytes, bytes.Length - start)));
    }

    /// <summary>The numbers of every rank, in the order of the ranks.</summary>
    public T[][] Gather<T>(ReadOnlySpan<T> mine) where T : unmanaged
    {
        var lengths = new double[Size];
        lengths[Rank] = MemoryMarshal.AsBytes(mine).Length;
        Sum(lengths);
        int[] counts = [.. lengths.Select(length => checked((int)length))];
        byte[] all = new byte[counts.Sum(count => (long)count)];
        _collective.Gather(MemoryMarshal.AsBytes(mine), counts, all);
        var gathered = new T[Size][];
        for (int rank = 0, start = 0; rank < Size; start += counts[rank++])
            gathered[rank] = MemoryMarshal.Cast<byte, T>(all.AsSpan(start, counts[rank])).ToArray();
        return gathered;
    }

    /// <summary>The texts of every rank, in the order of the ranks.</summary>
    public string[] Gather(string mine) => [.. Gather<byte>(Encoding.UTF8.GetBytes(mine)).Select(Encoding.UTF8.GetString)];

    /// <summary>Notes that every rank is about to throw for the same cause, so that the job need not be ended from outside.</summary>
    public Exception Decided(Exception failure) => _decided = failure;

    /// <summary>Whether every rank throws for the same cause.</summary>
    public bool IsDecided(Exception failure) => ReferenceEquals(failure, _decided);

    /// <summary>Ends all ranks because of what befell this one.</summary>
    public void Abort(Exception cause) => _collective.Abort(cause);

    /// <summary>Lets every rank fail if one has.</summary>
    /// <param name="failure">What befell this rank; null: nothing.</param>
    /// <exception cref="InvalidOperationException">Another rank failed; the message names it and holds its message.</exception>
    public void Agree(Exception? failure)
    {
        string[] messages = Gather(failure switch
        {
            null => "",
            OperationCanceledException => $"c{failure.Message}",
            _ => $"f{failure.Message}",
        });
        if (failure is not null)
            ExceptionDispatchInfo.Throw(Decided(failure));
        if (Array.FindIndex(messages, message => message.Length > 0) is var rank && rank < 0)
            return;
        throw Decided(messages[rank][0] == 'c'
            ? new OperationCanceledException(messages[rank][1..])
            : new InvalidOperationException(FormattableString.Invariant($"Rank {rank} of {Size} failed: {messages[rank][1..]}")));
    }
}
