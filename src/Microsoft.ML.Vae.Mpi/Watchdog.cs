using System.Diagnostics;

namespace Microsoft.ML.Vae.Mpi;

/// <summary>Notices an operation that does not return. Watching one costs two writes; a timer looks once in a while.</summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan _longestPeriod = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _limit;
    private readonly Action<Waiting> _late;
    private readonly Timer? _timer;
    private string _operation = "";
    private long _since;

    /// <param name="limit">How long an operation may take; <see cref="Timeout.InfiniteTimeSpan"/>: as long as it likes.</param>
    /// <param name="late">Called, on another thread, for one that takes longer.</param>
    public Watchdog(TimeSpan limit, Action<Waiting> late)
    {
        (_limit, _late) = (limit, late);
        if (limit == Timeout.InfiniteTimeSpan)
            return;
        TimeSpan period = limit / 4 < _longestPeriod ? limit / 4 : _longestPeriod;
        _timer = new Timer(_ => Look(), state: null, period, period);
    }

    /// <summary>Watches an operation until the result is disposed.</summary>
    public Watch Watches(string operation)
    {
        _operation = operation;
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        return new Watch(this);
    }

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        if (Volatile.Read(ref _since) is var since && since != 0 && Stopwatch.GetElapsedTime(since) is var elapsed && elapsed > _limit)
            _late(new Waiting(_operation, elapsed));
    }

    /// <summary>An operation that is not over.</summary>
    internal readonly record struct Waiting(string Operation, TimeSpan Elapsed);

    /// <summary>The time that an operation takes.</summary>
    internal readonly ref struct Watch(Watchdog owner)
    {
        public void Dispose() => Volatile.Write(ref owner._since, 0);
    }
}
