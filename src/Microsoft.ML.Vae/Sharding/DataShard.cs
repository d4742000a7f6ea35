using System.Globalization;
using Microsoft.ML.Vae.Sharding;

namespace Microsoft.ML.Vae;

/// <summary>
/// One of n shares of the data, for jobs that divide a work among independent processes: the scheduler starts n, each scores its share, and
/// the results are put together. See <see cref="ShardCatalog.Shard"/>.
/// </summary>
public sealed record DataShard
{
    /// <summary>The variable that says which share this process has; see <see cref="FromEnvironment"/>.</summary>
    public const string IndexVariable = "VAE_SHARD_INDEX";

    /// <summary>The variable that says how many shares there are; see <see cref="FromEnvironment"/>.</summary>
    public const string CountVariable = "VAE_SHARD_COUNT";

    /// <summary>A share.</summary>
    /// <param name="index">Which share, from 0.</param>
    /// <param name="count">How many shares there are, at least 1.</param>
    /// <param name="layout">Which rows belong to a share. Default: every n-th.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="count"/> is below 1, <paramref name="index"/> not in [0, count − 1], or <paramref name="layout"/> has no name.
    /// </exception>
    public DataShard(int index, int count, ShardLayout layout = ShardLayout.Strided)
    {
        Count = Guard.AtLeast(count, 1);
        Index = Guard.InRange(index, 0, count - 1);
        Layout = Guard.Defined(layout);
    }

    /// <summary>Which share, from 0.</summary>
    public int Index { get; }

    /// <summary>How many shares there are.</summary>
    public int Count { get; }

    /// <summary>Which rows belong to a share.</summary>
    public ShardLayout Layout { get; }

    /// <summary>
    /// The share that the environment gives this process. The index is that of <c>VAE_SHARD_INDEX</c>, of a Kubernetes Indexed Job
    /// (<c>JOB_COMPLETION_INDEX</c>) or of a Slurm job array (<c>SLURM_ARRAY_TASK_ID</c>); the count is that of <c>VAE_SHARD_COUNT</c>,
    /// which only an array that begins at 0 with step 1 may leave out (<c>SLURM_ARRAY_TASK_COUNT</c>): part of an array that is submitted
    /// again has another count. Where nothing is set, the process has the whole data.
    /// </summary>
    /// <param name="layout">Which rows belong to a share. Default: every n-th.</param>
    /// <exception cref="InvalidOperationException">
    /// A variable is missing or no number, or the index is not below the count; the message names variable and value.
    /// </exception>
    public static DataShard FromEnvironment(ShardLayout layout = ShardLayout.Strided) =>
        new ShardEnvironment(Environment.GetEnvironmentVariable).Find(Guard.Defined(layout));

    /// <summary>Items of this share, such as files, in their order. With strides, item i belongs to share i mod n.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="items"/> is null.</exception>
    public IReadOnlyList<T> Of<T>(IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (Layout == ShardLayout.Strided)
            return [.. items.Where((_, i) => i % Count == Index)];
        int start = (int)Start(items.Count);
        return [.. items.Skip(start).Take((int)Start(items.Count, Index + 1) - start)];
    }

    /// <summary>The share in words: "share 2 of 8", counted from 0.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"share {Index} of {Count}");

    /// <summary>The first row of this share's block of so many rows.</summary>
    internal long Start(long rows) => Start(rows, Index);

    /// <summary>The number of rows of this share, of so many.</summary>
    internal long RowCount(long rows) => Layout == ShardLayout.Strided
        ? (rows - Index + Count - 1) / Count
        : Start(rows, Index + 1) - Start(rows);

    private long Start(long rows, int index) => (long)((Int128)rows * index / Count);
}
