using Microsoft.ML.Vae.Distributed;

namespace Microsoft.ML.Vae;

/// <summary>
/// The processes of one job that train one model together; see <see cref="VaeOptions.DataParallel"/>. Made by
/// <c>MpiSession.DataParallel</c> of the package VaePipeline.Mpi.
/// </summary>
public sealed class DataParallel
{
    internal DataParallel(ICollective collective, RowSharing rows) => (Collective, Rows) = (collective, Guard.Defined(rows));

    /// <summary>Which of the processes this is, from 0. Number 0 alone logs, reports progress and writes checkpoints.</summary>
    public int Rank => Collective.Rank;

    /// <summary>How many processes there are.</summary>
    public int Size => Collective.Size;

    /// <summary>How each process gets its rows.</summary>
    public RowSharing Rows { get; }

    internal ICollective Collective { get; }

    /// <summary>The number of processes in words, as in "4 processes".</summary>
    public override string ToString()
    {
        string rows = Rows == RowSharing.Application ? ", rows shared out" : "";
        return FormattableString.Invariant($"{Size} {(Size == 1 ? "process" : "processes")}{rows}");
    }
}
