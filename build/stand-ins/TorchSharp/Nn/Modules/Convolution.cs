using TorchSharp.PInvoke;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A convolution, its weights drawn from the global generator.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    protected long input_channels;

    private protected OwnedTensor? _weight;
    private protected OwnedTensor? _bias;
    private Convolution2d _convolution;

    private protected unsafe Convolution(string name, Convolution2d convolution, bool hasBias)
        : base(name)
    {
        nint bias;
        var weight = NativeMethods.ts_nn_convolution_new(&convolution, hasBias, &bias);
        if (weight == 0)
            CheckForErrors();
        _convolution = convolution;
        input_channels = convolution.Inputs;
        _weight = OwnParameter(nameof(weight), weight);
        _bias = OwnParameter(nameof(bias), bias);
    }

    protected bool ValidateShape(Tensor input, long dimensions)
        => (input.ndim == dimensions + 2 && input.size(1) == input_channels)
            || (input.ndim == dimensions + 1 && input.size(0) == input_channels);

    private protected unsafe Tensor Convolved(Tensor input)
    {
        ThrowIfDisposed();
        if (!ValidateShape(input, 2))
            throw new ArgumentException($"Expected 3D (unbatched) or 4D (batched) input with {input_channels} channels to {GetType().Name}.");
        fixed (Convolution2d* convolution = &_convolution)
        {
            var result = NativeMethods.ts_nn_convolution(
                convolution, input.Handle, OwnedTensor.HandleOf(_weight), OwnedTensor.HandleOf(_bias));
            return Made(result, input, this);
        }
    }

    private protected override void MoveOwned(ScalarType? dtype, Device? device)
    {
        _weight?.Move(dtype, device);
        _bias?.Move(dtype, device);
    }

    private protected override void DisposeOwned()
    {
        _weight?.Dispose();
        _bias?.Dispose();
    }
}
