namespace Microsoft.ML.Vae.Blocks;

/// <summary>In which order groups are read, and how the rows of each are shuffled: the same for one cursor and for a set of them.</summary>
internal sealed class BlockOrder
{
    private readonly int[]? _groups;
    private readonly int[]? _seeds;

    /// <param name="groups">The number of groups.</param>
    /// <param name="random">What shuffles groups and rows; null: nothing does.</param>
    public BlockOrder(int groups, Random? random)
    {
        Count = groups;
        if (random is null)
            return;
        _groups = [.. Enumerable.Range(0, groups)];
        random.Shuffle(_groups);
        _seeds = [.. _groups.Select(_ => random.Next())];
    }

    /// <summary>The number of groups.</summary>
    public int Count { get; }

    /// <summary>The group that is read at a place of the order.</summary>
    public int Group(int place) => _groups?[place] ?? place;

    /// <summary>A generator for the rows of that group; null: they stay in order.</summary>
    public Random? Shuffler(int place) => _seeds is null ? null : new Random(_seeds[place]);
}
