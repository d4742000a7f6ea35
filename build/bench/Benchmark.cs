using TorchSharp;

namespace Microsoft.ML.Vae.Bench;

/// <summary>Sets the contest up and prints its table.</summary>
internal static class Benchmark
{
    public static void Run(int rounds, int epochs, int rows)
    {
        Digits digits = Digits.Load(rows);
        int threads = torch.get_num_threads();
        using var pyTorch = new PyTorch(digits, threads);
        Console.WriteLine($"{digits.Images.Count:N0} {digits.Source}, batch {Network.BatchSize}, {epochs} epochs a fit, {rounds} rounds, {threads} threads; {pyTorch.Description}");
        IReadOnlyDictionary<Network, Result> results = new Contest(new FitTimer(digits), pyTorch, epochs).Run(rounds);

        Console.WriteLine("Training rows per second, medians. Fit is the whole call, reading the data view and shuffling included, and the ratios are");
        Console.WriteLine("from it; its epochs leave out what happens once in a call. PyTorch has its data in one tensor beforehand.");
        Console.WriteLine("The products are a step's bare matrix products, forward and backward.");
        Print("network", "Fit", "its epochs", "PyTorch", "products", "Fit/PyTorch", "Fit/products");
        foreach ((Network network, Result result) in results)
        {
            Print($"{network}", $"{result.Fit.Median:N0}", $"{result.Epochs.Median:N0}", $"{result.PyTorch.Median:N0}", $"{result.Products.Median:N0}",
                $"{result.Fit.Median / result.PyTorch.Median:F2}", $"{result.Fit.Median / result.Products.Median:F2}");
        }
    }

    private static void Print(string network, string fit, string epochs, string pyTorch, string products, string toPyTorch, string toProducts)
        => Console.WriteLine($"{network,-12}{fit,11}{epochs,12}{pyTorch,11}{products,11}{toPyTorch,13}{toProducts,14}");
}
