namespace Microsoft.ML.Vae.Bench;

/// <summary>What connects processes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="BytesPerSecond">In each direction.</param>
/// <param name="Latency">Seconds of a message without content.</param>
internal sealed record Link(string Name, double BytesPerSecond, double Latency)
{
    /// <summary>A network of so many Gbit/s, at its full speed.</summary>
    public static Link Network(double gigabits, double latency) =>
        new(FormattableString.Invariant($"{gigabits:0.#} Gbit/s"), gigabits * 1e9 / 8, latency);

    /// <summary>Seconds of a sum over all processes: in a ring, or in a tree where latency matters more than the amount.</summary>
    /// <param name="processes">n.</param>
    /// <param name="bytes">What is added up.</param>
    public double Allreduce(int processes, double bytes)
    {
        double steps = 2.0 * (processes - 1);
        double transfer = steps / processes * bytes / BytesPerSecond;
        return transfer + Latency * Math.Min(steps, 2 * Math.Ceiling(Math.Log2(processes)));
    }
}
