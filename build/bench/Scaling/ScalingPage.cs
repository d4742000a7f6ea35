using System.Globalization;
using System.Text;

namespace Microsoft.ML.Vae.Bench;

/// <summary>What the model says, as the tables of docs/scale.md.</summary>
internal static class ScalingPage
{
    private const int Rows = 128;
    private const double WantedEfficiency = 0.8;

    /// <summary>Fitted to the benchmark's lines over MPI, see docs/scale.md: 74.2 ms, 46.3 ms and 0.93 ms.</summary>
    public static ScalingModel Measured { get; } = new(SecondsPerRow: 3.36e-11, SecondsPerWeight: 1.83e-9);

    private static readonly Link _memory = new("shared memory", BytesPerSecond: 2.8e9, Latency: 5e-6);
    private static readonly Link[] _networks = [Link.Network(1, 50e-6), Link.Network(10, 50e-6), Link.Network(100, 5e-6)];

    // Published: Goyal et al. 2017, abstract; Horovod's documentation, "Benchmarks". Seconds of a step of one device: the hour of the former
    // divided by its steps, times its efficiency; 64 images by TensorFlow's benchmarks of a P100 (142 and 154 images a second).
    private static readonly (string Work, double Weights, double Step, int Servers, Link Link, double Published)[] _published =
    [
        ("ResNet-50, 32 servers of 8 GPUs (Goyal et al. 2017)", 25.6e6, 0.230, 32, Link.Network(50, 20e-6), 0.90),
        ("Inception V3, 128 servers of 4 GPUs (Horovod)", 23.8e6, 0.451, 128, Link.Network(25, 5e-6), 0.90),
        ("VGG-16, 128 servers of 4 GPUs (Horovod)", 138.4e6, 0.416, 128, Link.Network(25, 5e-6), 0.68),
    ];

    /// <summary>
    /// Published efficiencies beside the model's, without overlap and with that of a whole backward pass, two thirds of a step.
    /// </summary>
    public static string Checks()
    {
        var table = new StringBuilder("| work | published | model, no overlap | model, full overlap |\n|---|--:|--:|--:|\n");
        foreach ((string work, double weights, double step, int servers, Link link, double published) in _published)
        {
            var model = new ScalingModel(step / weights, SecondsPerWeight: 0);
            string plain = Percent(model.Efficiency(weights, rows: 1, servers, link));
            string hidden = Percent((model with { Overlap = 2.0 / 3 }).Efficiency(weights, rows: 1, servers, link));
            table.Append(CultureInfo.InvariantCulture, $"| {work}, {link.Name} | {Percent(published)} | {plain} | {hidden} |\n");
        }
        return table.ToString();
    }

    /// <summary>Efficiencies of processes of one thread with 128 rows each, and the rows that 80 % need.</summary>
    public static string Plan()
    {
        var table = new StringBuilder("| weights | processes | shared memory |");
        foreach (Link link in _networks)
            table.Append(CultureInfo.InvariantCulture, $" {link.Name} |");
        table.Append(CultureInfo.InvariantCulture, $" rows of each for {Percent(WantedEfficiency)} at 1 / 10 / 100 Gbit/s |\n");
        table.Append("|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (double weights in (double[])[0.65e6, 20e6, 200e6])
        {
            foreach (int processes in (int[])[8, 64, 1000])
            {
                IEnumerable<string> efficiencies = _networks.Select(link => Percent(Measured.Efficiency(weights, Rows, processes, link)));
                IEnumerable<string> rows = _networks.Select(link => Measured.RowsFor(WantedEfficiency, weights, processes, link)
                    .ToString("N0", CultureInfo.InvariantCulture));
                string inMemory = processes == 8 ? Percent(Measured.Efficiency(weights, Rows, processes, _memory)) : "–";
                table.Append(CultureInfo.InvariantCulture, $"| {weights / 1e6} million | {processes:N0} | {inMemory} | ")
                    .AppendJoin(" | ", efficiencies).Append(" | ").AppendJoin(" / ", rows).Append(" |\n");
            }
        }
        return table.ToString();
    }

    private static string Percent(double share) => (100 * share).ToString("F0", CultureInfo.InvariantCulture) + " %";
}
