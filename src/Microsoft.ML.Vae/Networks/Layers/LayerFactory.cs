using TorchSharp.Modules;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>
/// Makes layers with PyTorch's layout and default initialization, drawn from a generator of its own: TorchSharp's layers would draw from
/// the application's global one. On the META device the tensors have shapes but no memory.
/// </summary>
internal sealed class LayerFactory(Generator generator, Device device)
{
    private const long Kernel = 3;

    public Device Device => device;

    /// <summary>y = x Wᵀ + b: [B, inputs] -> [B, outputs].</summary>
    public Linear Dense(long inputs, long outputs)
    {
        Parameter weight = Uniform(inputs, outputs, inputs);
        return nn.Linear(weight, Uniform(inputs, outputs));
    }

    /// <summary>A 3 × 3 convolution with a border of zeros: [B, inputs, H, W] -> [B, outputs, ⌈H / stride⌉, ⌈W / stride⌉].</summary>
    public Conv2d Convolution(long inputs, long outputs, long stride)
    {
        long fanIn = inputs * Kernel * Kernel;
        // Made on the META device, a layer draws nothing.
        Conv2d layer = nn.Conv2d(inputs, outputs, Kernel, stride, padding: Kernel / 2, device: META);
        layer.weight = Uniform(fanIn, outputs, inputs, Kernel, Kernel);
        layer.bias = Uniform(fanIn, outputs);
        return layer;
    }

    /// <summary>A parameter from U(−1/√fanIn, 1/√fanIn).</summary>
    public Parameter Uniform(long fanIn, params long[] shape)
    {
        double bound = 1 / Math.Sqrt(fanIn);
        return new Parameter(empty(shape, ScalarType.Float32, device).uniform_(-bound, bound, generator));
    }

    /// <summary>Draws from N(0, 1).</summary>
    public Tensor Normal(long rows, long columns) => randn(rows, columns, ScalarType.Float32, device, generator: generator);

    public Tensor Zeros(params long[] shape) => zeros(shape, ScalarType.Float32, device);

    public Tensor Ones(params long[] shape) => ones(shape, ScalarType.Float32, device);
}
