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

    internal static unsafe nint Ones(long length, bool trained)
        => Created(NativeMethods.ts_ones(&length, 1, new Kind(torch.ScalarType.Float32, torch.CPU, trained)));

    internal static unsafe nint Zeros(long length, bool trained)
        => Created(NativeMethods.ts_zeros(&length, 1, new Kind(torch.ScalarType.Float32, torch.CPU, trained)));

    internal static unsafe nint Counter()
        => Created(NativeMethods.ts_zeros(null, 0, new Kind(torch.ScalarType.Int64, torch.CPU, false)));

    internal static OwnedTensor? OfHandle(nint handle) => handle == 0 ? null : new OwnedTensor(handle);

    internal static nint HandleOf(OwnedTensor? owned) => owned is null ? 0 : owned.Handle;

    internal Parameter Wrapper() => new(NativeMethods.ts_alias(Handle));

    internal torch.Tensor Buffer() => new(NativeMethods.ts_alias(Handle));

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

    private static nint Created(nint handle)
    {
        if (handle == 0)
            torch.CheckForErrors();
        return handle;
    }

    private void Free()
    {
        if (_handle == 0)
            return;
        NativeMethods.ts_dispose(_handle);
        _handle = 0;
    }
}
