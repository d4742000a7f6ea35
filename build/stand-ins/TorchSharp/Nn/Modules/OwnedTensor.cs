using TorchSharp.PInvoke;

namespace TorchSharp.Modules;

/// <summary>A built-in module's own hold on its parameter, which outlives the wrappers that a dispose scope takes away.</summary>
internal sealed class OwnedTensor : IDisposable
{
    private nint _handle;

    internal OwnedTensor(nint handle) => _handle = handle;

    ~OwnedTensor() => Free();

    internal nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(nameof(OwnedTensor));

    internal static OwnedTensor Of(torch.Tensor tensor) => new(NativeMethods.ts_alias(tensor.Handle));

    internal Parameter Wrapper() => new(NativeMethods.ts_alias(Handle));

    internal void Move(torch.ScalarType? dtype, torch.Device? device)
    {
        using var wrapper = Wrapper();
        using var noGrad = torch.no_grad();
        using var moved = wrapper.to(dtype ?? wrapper.dtype, device ?? wrapper.device);
        torch.Check(NativeMethods.ts_set_data(Handle, moved.Handle));
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_handle == 0)
            return;
        NativeMethods.ts_dispose(_handle);
        _handle = 0;
    }
}
