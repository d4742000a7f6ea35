namespace Microsoft.ML.Vae.Distributed;

/// <summary>
/// What processes of one job do together. Each of them makes the same calls in the same order, from one thread at a time.
/// </summary>
internal unsafe interface ICollective
{
    /// <summary>Which process this is, from 0.</summary>
    int Rank { get; }

    /// <summary>How many there are.</summary>
    int Size { get; }

    /// <summary>Replaces numbers by their sums over all processes, bit for bit the same everywhere.</summary>
    void Sum(float* numbers, long count);

    /// <summary>The same in double precision.</summary>
    void Sum(Span<double> numbers);

    /// <summary>Replaces bytes by those of process 0.</summary>
    void Broadcast(Span<byte> bytes);

    /// <summary>Puts together the bytes of all processes, in the order of their ranks.</summary>
    /// <param name="mine">Those of this process.</param>
    /// <param name="counts">How many each process has.</param>
    /// <param name="all">Gets all of them.</param>
    void Gather(ReadOnlySpan<byte> mine, ReadOnlySpan<int> counts, Span<byte> all);

    /// <summary>Says what the next calls are for, to whoever has to report that one of them does not return.</summary>
    void At(int epoch, long step);

    /// <summary>Ends all processes of the job because this one cannot go on. Does not return outside of tests.</summary>
    void Abort(Exception cause);
}
