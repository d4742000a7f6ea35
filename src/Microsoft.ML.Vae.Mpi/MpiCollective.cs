using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Mpi.Interop;

namespace Microsoft.ML.Vae.Mpi;

/// <summary>The processes of an MPI job, seen from one of them.</summary>
internal sealed unsafe class MpiCollective : ICollective, IDisposable
{
    private const int Chunk = 1 << 20;   // numbers: MPICH adds up more at once at two thirds of the speed; and MPI counts with int

    // The processes that wait for the same one notice at almost the same time; each shall get to say so.
    private static readonly TimeSpan _toBeRead = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _toAbort = TimeSpan.FromSeconds(5);

    private readonly Watchdog _watchdog;
    private int _isEnding;
    private int _epoch;
    private long _step;

    private MpiCollective(MpiLibrary library, TimeSpan timeout)
    {
        Library = library;
        Rank = library.Rank();
        Size = library.Size();
        _watchdog = new Watchdog(timeout, waited =>
        {
            string position = _step == 0 ? "before the first step" : string.Create(
                CultureInfo.InvariantCulture, $"at step {_step}, in epoch {_epoch}");
            EndJob(string.Create(CultureInfo.InvariantCulture,
                $"waited {waited.Elapsed.TotalSeconds:F0} s in {waited.Operation} {position}; another process hangs or is too late."),
                code: 1);
        });
    }

    public MpiLibrary Library { get; }

    public int Rank { get; }

    public int Size { get; }

    /// <exception cref="InvalidOperationException">There is no library, or it is not the launcher's.</exception>
    public static MpiCollective Start(Launcher launcher, MpiOptions options)
    {
        NativeEnvironment.KeepSignals();
        MpiLibrary library = MpiLibrary.Load(launcher, options.LibraryPath);
        library.Initialize();
        if (library.Size() is var size && size < launcher.Size)
        {
            library.End();
            string found = string.Create(CultureInfo.InvariantCulture, $"{library.Version} ({library.Path}) knows of {size}");
            string remedy = launcher.IsSlurm
                ? $"Use srun --mpi={(library.IsOpenMpi ? "pmix" : "pmi2")}, or the launcher of {library.Version}."
                : $"Use the launcher of {library.Version}, or install the MPI of {launcher.Name}, or name its library in "
                    + $"{nameof(MpiOptions)}.{nameof(MpiOptions.LibraryPath)}.";
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"{launcher.Name} started {launcher.Size} processes ({launcher.Variable}), but {found}: each process would train alone. ")
                + remedy);
        }
        return new MpiCollective(library, options.CollectiveTimeout);
    }

    public void Sum(float* numbers, long count)
    {
        using Watchdog.Watch watch = _watchdog.Watches("Allreduce");
        for (; count > 0; count -= Chunk, numbers += Chunk)
            Library.Sum(numbers, (int)Math.Min(Chunk, count));
    }

    public void Sum(Span<double> numbers)
    {
        using Watchdog.Watch watch = _watchdog.Watches("Allreduce of doubles");
        fixed (double* first = numbers)
            Library.Sum(first, numbers.Length);
    }

    public void Broadcast(Span<byte> bytes)
    {
        using Watchdog.Watch watch = _watchdog.Watches("Bcast");
        fixed (byte* first = bytes)
            Library.Broadcast(first, bytes.Length);
    }

    public void Gather(ReadOnlySpan<byte> mine, ReadOnlySpan<int> counts, Span<byte> all)
    {
        var starts = new int[counts.Length];
        for (int rank = 1; rank < starts.Length; rank++)
            starts[rank] = starts[rank - 1] + counts[rank - 1];
        using Watchdog.Watch watch = _watchdog.Watches("Allgatherv");
        fixed (byte* send = mine, receive = all)
        fixed (int* count = counts, start = starts)
            Library.Gather(send, mine.Length, receive, count, start);
    }

    public void At(int epoch, long step) => (_epoch, _step) = (epoch, step);

    public void Abort(Exception cause) => EndJob($"failed: {cause}", code: 1);

    /// <summary>Ends all processes of the job. Does not return.</summary>
    /// <param name="why">What befell this process, as the end of a sentence.</param>
    /// <param name="code">The exit code.</param>
    public void EndJob(string why, int code)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Rank {Rank} of {Size} {why} The job ends."));
        Console.Error.Flush();
        if (Interlocked.Exchange(ref _isEnding, 1) == 1)
            Thread.Sleep(Timeout.Infinite);
        Thread.Sleep(_toBeRead);
        // It may wait for a call that another thread is in; a process that dies ends the job as well.
        var abort = new Thread(() => Library.Abort(code)) { IsBackground = true };
        abort.Start();
        abort.Join(_toAbort);
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    public void Dispose()
    {
        using (_watchdog.Watches("Finalize"))
            Library.End();
        _watchdog.Dispose();
    }
}
