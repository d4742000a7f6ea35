namespace Microsoft.ML.Vae.Distributed;

/// <summary>A job of one process.</summary>
internal sealed unsafe class LoneProcess : ICollective
{
    public int Rank => 0;

    public int Size => 1;

    public void Sum(float* numbers, long count)
    {
    }

    public void Sum(Span<double> numbers)
    {
    }

    public void Broadcast(Span<byte> bytes)
    {
    }

    public void Gather(ReadOnlySpan<byte> mine, ReadOnlySpan<int> counts, Span<byte> all) => mine.CopyTo(all);

    public void At(int epoch, long step)
    {
    }

    public void Abort(Exception cause)
    {
    }
}
