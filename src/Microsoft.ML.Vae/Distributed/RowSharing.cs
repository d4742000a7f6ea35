namespace Microsoft.ML.Vae;

/// <summary>How the processes of a data-parallel fit get their rows; see <see cref="DataParallel"/>.</summary>
public enum RowSharing
{
    /// <summary>
    /// Every process passes the same views, in the same order, and reads row r of them if r mod n is its rank, of n processes. The other
    /// rows are passed over without reading their columns.
    /// </summary>
    Strided,

    /// <summary>
    /// The application has shared the rows out: each process passes views of its own rows, of training and of validation.
    /// </summary>
    Application,
}
