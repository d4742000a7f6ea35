namespace Microsoft.ML.Vae.Bench;

/// <summary>Rounds in which each contender trains each network once, in alternating order: slow spells affect all.</summary>
internal sealed class Contest(FitTimer fit, PyTorch? pyTorch, int epochs)
{
    private readonly Dictionary<Network, Result> _results = Network.All.ToDictionary(network => network, _ => new Result());

    public IReadOnlyDictionary<Network, Result> Run(int rounds)
    {
        WarmUp();
        for (int round = 1; round <= rounds; round++)
        {
            foreach (Network network in Network.All)
            {
                Play(network, pyTorchFirst: round % 2 == 0);
                Console.Error.WriteLine($"round {round} of {rounds}, {network}: {_results[network].Last}");
            }
        }

        return _results;
    }

    private void WarmUp()
    {
        fit.Measure(Network.All[0], epochs: 1);
        pyTorch?.RowsPerSecond(Network.All[0], epochs: 1);
    }

    private void Play(Network network, bool pyTorchFirst)
    {
        Result result = _results[network];
        if (pyTorchFirst)
            result.PyTorch.Add(pyTorch?.RowsPerSecond(network, epochs));
        FitSpeed speed = fit.Measure(network, epochs);
        result.Fit.Add(speed.WholeCall);
        result.Epochs.Add(speed.Epochs);
        if (!pyTorchFirst)
            result.PyTorch.Add(pyTorch?.RowsPerSecond(network, epochs));
        result.Products.Add(MatrixProducts.RowsPerSecond(network));
    }
}

/// <summary>What a network's rounds gave.</summary>
internal sealed class Result
{
    public Timings Fit { get; } = new();

    public Timings Epochs { get; } = new();

    public Timings PyTorch { get; } = new();

    public Timings Products { get; } = new();

    public string Last => $"Fit {Fit.Last:N0}, PyTorch {PyTorch.Last:N0}, matrix products alone {Products.Last:N0} rows/s";
}
