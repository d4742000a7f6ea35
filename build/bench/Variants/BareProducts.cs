using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Bench;

/// <summary>The dense ceiling: the matrix products of a step, forward and backward, into buffers that exist, and nothing else.</summary>
internal sealed class BareProducts(DenseNetwork network) : Variant($"bare products {network}", "rows/s")
{
    public override double Measure()
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        // The heads for the mean and the log-variance are one product.
        Layer[] layers =
        [
            new(Images.PixelCount, network.Hidden, isFirst: true), new(network.Hidden, 2 * network.Latent),
            new(network.Latent, network.Hidden), new(network.Hidden, Images.PixelCount),
        ];
        return DenseNetwork.BatchSize * Speed.Of(() =>
        {
            foreach (Layer layer in layers)
                layer.Multiply();
        });
    }

    private sealed class Layer(int inputs, int outputs, bool isFirst = false)
    {
        private readonly Tensor _x = rand(DenseNetwork.BatchSize, inputs);             // [B, I]
        private readonly Tensor _weight = rand(outputs, inputs);                       // [O, I]
        private readonly Tensor _y = zeros(DenseNetwork.BatchSize, outputs);           // [B, O]
        private readonly Tensor _yGradient = rand(DenseNetwork.BatchSize, outputs);    // [B, O]
        private readonly Tensor _xGradient = zeros(DenseNetwork.BatchSize, inputs);    // [B, I]
        private readonly Tensor _weightGradient = zeros(outputs, inputs);              // [O, I]

        public void Multiply()
        {
            using Tensor transposed = _weight.t();          // [I, O]
            using Tensor gradient = _yGradient.t();         // [O, B]
            _y.addmm_(_x, transposed, beta: 0, alpha: 1);
            _weightGradient.addmm_(gradient, _x, beta: 0, alpha: 1);
            if (!isFirst)                                   // nobody asks for the gradient of the pixels
                _xGradient.addmm_(_yGradient, _weight, beta: 0, alpha: 1);
        }
    }
}
