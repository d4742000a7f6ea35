using TorchSharp;

namespace Microsoft.ML.Vae.Bench;

/// <summary>Sets the contest up and prints its table.</summary>
internal static class Benchmark
{
    public static void Run(int rounds, int epochs, int rows)
    {
        Digits digits = Digits.Load(rows);
        int threads = torch.get_num_threads();
        using PyTorch? pyTorch = PyTorch.IsInstalled() ? new PyTorch(digits, threads) : null;
        Console.WriteLine(
            $"{digits.Images.Count:N0} {digits.Source}, batch {Network.BatchSize}, {epochs} epochs a fit, {rounds} rounds, " +
            $"{threads} threads; " +
            (pyTorch?.Description ?? "without PyTorch: there is no python3 with torch"));
        IReadOnlyDictionary<Network, Result> results = new Contest(new FitTimer(digits), pyTorch, epochs).Run(rounds);

        Console.WriteLine("""
            Training rows per second, medians. Fit is the whole call, reading the data view and shuffling included; the ratios are of it.
            Its epochs leave out what happens once in a call. PyTorch has its data in one tensor beforehand.
            The products are the bare matrix products of a step, forward and backward.
            """);
        Print("network", "Fit", "its epochs", "PyTorch", "products", "Fit/PyTorch", "Fit/products");
        foreach ((Network network, Result result) in results)
        {
            double fit = result.Fit.Median, products = result.Products.Median;
            double? other = pyTorch is null ? null : result.PyTorch.Median;
            Print(
                $"{network}", $"{fit:N0}", $"{result.Epochs.Median:N0}", $"{other:N0}", $"{products:N0}",
                $"{fit / other:F2}", $"{fit / products:F2}");
        }
    }

    private static void Print(
        string network, string fit, string epochs, string pyTorch, string products, string toPyTorch, string toProducts) =>
        Console.WriteLine($"{network,-12}{fit,11}{epochs,12}{pyTorch,11}{products,11}{toPyTorch,13}{toProducts,14}");
}
