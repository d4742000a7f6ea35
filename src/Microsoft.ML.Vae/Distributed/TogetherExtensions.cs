namespace Microsoft.ML.Vae.Distributed;

/// <summary>Work that every rank does for itself, and that one of them may fail in.</summary>
internal static class TogetherExtensions
{
    /// <summary>Does it, and throws on every rank if it failed on one. The work itself communicates with nobody.</summary>
    public static T Together<T>(this RankGroup? ranks, Func<T> work)
    {
        if (ranks is null)
            return work();
        T? result = default;
        Exception? failure = null;
        try
        {
            result = work();
        }
        catch (Exception e)
        {
            failure = e;
        }
        ranks.Agree(failure);
        return result!;
    }

    /// <inheritdoc cref="Together{T}(RankGroup?, Func{T})"/>
    public static void Together(this RankGroup? ranks, Action work) => ranks.Together(() =>
    {
        work();
        return true;
    });
}
