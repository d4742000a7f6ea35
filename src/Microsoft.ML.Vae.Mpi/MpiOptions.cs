namespace Microsoft.ML.Vae.Mpi;

/// <summary>How a process takes part in an MPI job; see <see cref="MpiSession.Start"/>.</summary>
public sealed class MpiOptions
{
    /// <summary>
    /// How long a process waits for the others in one operation, above 0. After that it says on the standard error which process it is, in
    /// which operation and step it waited, and ends the job. It has to be longer than rank 0 takes to write a checkpoint or than the
    /// slowest process takes to load its rows. <see cref="Timeout.InfiniteTimeSpan"/>: for ever. Default: 10 minutes.
    /// </summary>
    public TimeSpan CollectiveTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The file of the MPI library, as <c>libmpi.so.40</c> or a path. Default: null, which looks for the usual names, those of the
    /// launcher's own MPI first.
    /// </summary>
    public string? LibraryPath { get; init; }
}
