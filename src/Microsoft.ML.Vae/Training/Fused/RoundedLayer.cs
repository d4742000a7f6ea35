using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>A layer's operands and results in bfloat16.</summary>
internal sealed unsafe class RoundedLayer : IDisposable
{
    private readonly PackedLayer _layer;
    private readonly RoundedMatrix _weights;           // [I, O]
    private readonly Tensor _transposed;               // [O, I]
    private readonly RoundedMatrix _weightGradients;   // [I, O]
    private readonly RoundedMatrix _input;             // [B, I]
    private readonly RoundedMatrix _output;            // [B, O]
    private readonly RoundedMatrix _gradient;          // [B, O]
    private readonly RoundedMatrix _inputGradient;     // [B, I]

    public RoundedLayer(PackedLayer layer, int rows)
    {
        _layer = layer;
        _weights = new RoundedMatrix(layer.InputStride, layer.OutputStride);
        _transposed = _weights.Tensor.t().DetachFromDisposeScope();
        _weightGradients = new RoundedMatrix(layer.InputStride, layer.OutputStride);
        _input = new RoundedMatrix(rows, layer.InputStride);
        _output = new RoundedMatrix(rows, layer.OutputStride);
        _gradient = new RoundedMatrix(rows, layer.OutputStride);
        _inputGradient = new RoundedMatrix(rows, layer.InputStride);
    }

    /// <summary>Rounds all weights.</summary>
    public void Take(float* weights) => Take(weights, 0, _layer.InputStride);

    /// <summary>Rounds weights of some inputs.</summary>
    public void Take(float* weights, int from, int inputs) => Rounding.Round(
        weights + _layer.Offset + (long)from * _layer.OutputStride, _weights.Row(from), (long)inputs * _layer.OutputStride);

    public void Forward(float* weights, float* input, float* output, int from, int rows)
    {
        Rounding.Round(input, _input.Row(from), (long)rows * _layer.InputStride);
        Multiply(_input.Rows(from, rows), _weights.Tensor, _output.Rows(from, rows));
        Rounding.WidenAndAdd(_output.Row(from), weights + _layer.BiasOffset, output, rows, _layer.OutputStride);
    }

    public void Backward(float* gradient, float* slopes, int from, int rows)
    {
        Rounding.Round(gradient, _gradient.Row(from), (long)rows * _layer.OutputStride);
        if (slopes is null)
            return;
        Multiply(_gradient.Rows(from, rows), _transposed, _inputGradient.Rows(from, rows));
        Rounding.Scale(_inputGradient.Row(from), slopes, (long)rows * _layer.InputStride);
    }

    public void Differentiate(int from, int inputs, int rows) =>
        Multiply(_input.Columns(from, inputs, rows), _gradient.Rows(0, rows), _weightGradients.Rows(from, inputs));

    public void ReadGradients(int from, int inputs, float* gradients) => Rounding.Widen(
        _weightGradients.Row(from), gradients + _layer.Offset + (long)from * _layer.OutputStride, (long)inputs * _layer.OutputStride);

    public void Dispose()
    {
        _transposed.Dispose();
        foreach (RoundedMatrix matrix in (RoundedMatrix[])[_weights, _weightGradients, _input, _output, _gradient, _inputGradient])
            matrix.Dispose();
    }

    private static void Multiply(Tensor a, Tensor b, Tensor product) => product.addmm_(a, b, beta: 0, alpha: 1);
}
