using System.Runtime.ExceptionServices;

namespace Microsoft.ML.Vae.Kernels;

/// <summary>
/// Threads that share numbered pieces of work. Each begins with the same share every time, so that what it wrote last time is still in its
/// cache, and then takes what others have left.
/// </summary>
internal sealed class WorkTeam : IDisposable
{
    private const int SpinCount = 50;   // some microseconds: the next pieces mostly come sooner than a thread can be woken

    private readonly int _firstHelper;   // 1: the caller takes the share of thread 0
    private readonly Thread[] _helpers;
    private readonly ManualResetEventSlim[] _starts;
    private readonly ManualResetEventSlim _end = new(initialState: false, SpinCount);
    private readonly Share[] _shares;
    private Action<int> _piece = _ => { };
    private ExceptionDispatchInfo? _fault;
    private int _active;   // threads that have a share this time
    private int _busy;     // of them, helpers that still work
    private volatile bool _isDisposed;

    /// <param name="threads">The number of threads, the caller's included.</param>
    public WorkTeam(int threads) : this(threads, firstHelper: 1, () => { })
    {
    }

    /// <param name="threads">The number of threads, without the caller's, which only waits.</param>
    /// <param name="prepare">What each of them does before all else.</param>
    public WorkTeam(int threads, Action prepare) : this(threads, firstHelper: 0, prepare)
    {
    }

    private WorkTeam(int threads, int firstHelper, Action prepare)
    {
        _firstHelper = firstHelper;
        _shares = [.. Enumerable.Range(0, threads).Select(_ => new Share())];
        int[] helpers = [.. Enumerable.Range(firstHelper, threads - firstHelper)];
        _starts = [.. helpers.Select(_ => new ManualResetEventSlim(initialState: false, SpinCount))];
        using var prepared = new CountdownEvent(helpers.Length + 1);
        _helpers = [.. helpers.Select(index => new Thread(() => Help(index, prepare, prepared)) { IsBackground = true })];
        foreach (Thread helper in _helpers)
            helper.Start();
        prepared.Signal();
        prepared.Wait();
    }

    /// <summary>Does every piece once, in any order, and returns when all are done.</summary>
    public void Run(int count, Action<int> piece)
    {
        int threads = Math.Min(_shares.Length, count);
        if (threads <= _firstHelper)
        {
            for (int i = 0; i < count; i++)
                piece(i);
            return;
        }
        (_piece, _active) = (piece, threads);
        for (int i = 0; i < threads; i++)
            _shares[i].Set((int)((long)count * i / threads), (int)((long)count * (i + 1) / threads));
        _busy = threads - _firstHelper;
        _end.Reset();
        for (int i = _firstHelper; i < threads; i++)
            _starts[i - _firstHelper].Set();
        if (_firstHelper == 1)
            Work(0);
        _end.Wait();
        ExceptionDispatchInfo? fault = _fault;
        _fault = null;
        fault?.Throw();
    }

    public void Dispose()
    {
        _isDisposed = true;
        foreach (ManualResetEventSlim start in _starts)
            start.Set();
        foreach (Thread helper in _helpers)
            helper.Join();
        foreach (ManualResetEventSlim start in _starts)
            start.Dispose();
        _end.Dispose();
    }

    private void Help(int index, Action prepare, CountdownEvent prepared)
    {
        prepare();
        prepared.Signal();
        ManualResetEventSlim start = _starts[index - _firstHelper];
        while (true)
        {
            start.Wait();
            start.Reset();
            if (_isDisposed)
                return;
            Work(index);
            if (Interlocked.Decrement(ref _busy) == 0)
                _end.Set();
        }
    }

    private void Work(int index)
    {
        try
        {
            for (int i = 0; i < _active; i++)
                _shares[(index + i) % _active].Work(_piece);
        }
        catch (Exception e)
        {
            _fault = ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <summary>Pieces one after another, which any thread may take from the front.</summary>
    private sealed class Share
    {
        private int _next;
        private int _end;

        public void Set(int from, int end) => (_next, _end) = (from - 1, end);

        public void Work(Action<int> piece)
        {
            for (int i; (i = Interlocked.Increment(ref _next)) < _end;)
                piece(i);
        }
    }
}
