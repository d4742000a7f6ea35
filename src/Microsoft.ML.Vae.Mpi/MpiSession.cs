using Microsoft.ML.Vae.Distributed;
using Microsoft.ML.Vae.Mpi.Interop;

namespace Microsoft.ML.Vae.Mpi;

/// <summary>
/// This process's part in an MPI job, from <see cref="Start"/> to <see cref="Dispose"/>: start it first thing in the program, which
/// <c>mpirun -n 4 dotnet app.dll</c>, <c>srun</c> or a Kubernetes MPIJob then runs in several processes. The same program started alone is
/// rank 0 of 1.
/// </summary>
/// <remarks>
/// An exception that nobody catches ends all processes of the job with a non-zero exit code, and so does one that leaves a fit in one
/// process alone.
/// </remarks>
public sealed class MpiSession : IDisposable
{
    private static int _started;

    private readonly ICollective _collective;
    private readonly MpiCollective? _mpi;
    private bool _isOver;

    private MpiSession(ICollective collective)
    {
        (_collective, _mpi) = (collective, collective as MpiCollective);
        if (_mpi is null)
            return;
        AppDomain.CurrentDomain.UnhandledException += EndJob;
        AppDomain.CurrentDomain.ProcessExit += Leave;
    }

    /// <summary>Which of the processes this is, from 0.</summary>
    public int Rank => _collective.Rank;

    /// <summary>How many processes there are.</summary>
    public int Size => _collective.Size;

    /// <summary>
    /// The MPI library and its version, as in "Open MPI v4.1.4"; null where no launcher started this process and none was loaded.
    /// </summary>
    public string? Library => _mpi?.Library.Version;

    /// <summary>
    /// Joins the job of the launcher that started this process, if one did. MPI can be started once in a process. It finds Open MPI 4 and
    /// 5, and MPICH and those with its binary interface: Intel MPI, MVAPICH, Cray MPICH, and on Windows MS-MPI, of which MPICH and Open MPI
    /// 4 are tested.
    /// </summary>
    /// <param name="options">How. Null: the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException">
    /// A launcher started this process, but no MPI library is found or the one that is found is not the launcher's, so that every process
    /// believes to be alone; or a session was started before.
    /// </exception>
    public static MpiSession Start(MpiOptions? options = null)
    {
        options ??= new MpiOptions();
        if (options.CollectiveTimeout <= TimeSpan.Zero && options.CollectiveTimeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(options), FormattableString.Invariant(
                $"{nameof(MpiOptions.CollectiveTimeout)} is {options.CollectiveTimeout}; must be above 0, or Timeout.InfiniteTimeSpan."));
        }
        if (Launcher.Find(Environment.GetEnvironmentVariable) is not { } launcher)
            return new MpiSession(new LoneProcess());
        if (Interlocked.Exchange(ref _started, 1) == 1)
            throw new InvalidOperationException($"An {nameof(MpiSession)} was started in this process before; MPI can be started once.");
        return new MpiSession(MpiCollective.Start(launcher, options));
    }

    /// <summary>These processes, for <see cref="VaeOptions.DataParallel"/>.</summary>
    /// <param name="rows">How each gets its rows. Default: every process passes the same views, and reads every n-th row of them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> has no name.</exception>
    public DataParallel DataParallel(RowSharing rows = RowSharing.Strided) => new(_collective, rows);

    /// <summary>
    /// Leaves the job, which waits for the other processes. A process that ends without it leaves the job as it exits; with another exit
    /// code than 0 it ends the job.
    /// </summary>
    public void Dispose()
    {
        if (_isOver)
            return;
        _isOver = true;
        if (_mpi is null)
            return;
        AppDomain.CurrentDomain.UnhandledException -= EndJob;
        AppDomain.CurrentDomain.ProcessExit -= Leave;
        _mpi.Dispose();
    }

    private void EndJob(object sender, UnhandledExceptionEventArgs e)
    {
        _isOver = true;
        _mpi!.Abort(e.ExceptionObject as Exception ?? new InvalidOperationException($"{e.ExceptionObject}"));
    }

    private void Leave(object? sender, EventArgs e)
    {
        if (_isOver)
            return;
        if (Environment.ExitCode == 0)
        {
            Dispose();
            return;
        }
        _isOver = true;
        _mpi!.EndJob(FormattableString.Invariant($"exits with code {Environment.ExitCode}."), Environment.ExitCode);
    }
}
