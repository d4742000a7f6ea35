using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Bench;

/// <summary>The ceiling: nothing but the matrix products of a step, forward and backward.</summary>
internal static class MatrixProducts
{
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(1);

    public static double RowsPerSecond(Network network)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Layer[] layers = [.. network.Layers.Select((layer, index) => new Layer(layer.Inputs, layer.Outputs, isFirst: index == 0))];
        var watch = Stopwatch.StartNew();
        long rows = 0;
        for (; watch.Elapsed < s_duration; rows += Network.BatchSize)
        {
            foreach (Layer layer in layers)
                layer.Multiply();
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    private sealed class Layer(int inputs, int outputs, bool isFirst)
    {
        private readonly Tensor _x = rand(Network.BatchSize, inputs);    // [B, I]
        private readonly Tensor _w = rand(outputs, inputs);              // [O, I]
        private readonly Tensor _wt = rand(outputs, inputs).t();         // [I, O]
        private readonly Tensor _dyt = rand(Network.BatchSize, outputs).t();   // [O, B]
        private readonly Tensor _dy = rand(Network.BatchSize, outputs);  // [B, O]

        public void Multiply()
        {
            mm(_x, _wt).Dispose();         // [B, O]
            mm(_dyt, _x).Dispose();        // [O, I]
            if (!isFirst)                  // nobody asks for the gradient of the pixels
                mm(_dy, _w).Dispose();     // [B, I]
        }
    }
}
