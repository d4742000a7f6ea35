#nullable disable
using TorchSharp.PInvoke;

namespace TorchSharp;

/// <summary>A number with a type that is known only when the program runs.</summary>
public sealed class Scalar : IDisposable
{
    private nint _handle;

    internal Scalar(nint handle) => _handle = handle;

    ~Scalar() => Free();

    public torch.ScalarType Type
    {
        get
        {
            var type = (torch.ScalarType)NativeMethods.ts_number_dtype(Handle);
            GC.KeepAlive(this);
            return type;
        }
    }

    internal nint Handle => _handle != 0 ? _handle : throw new InvalidOperationException("Scalar invalid -- empty handle.");

    public static implicit operator Scalar(byte value) => value.ToScalar();

    public static implicit operator Scalar(sbyte value) => value.ToScalar();

    public static implicit operator Scalar(short value) => value.ToScalar();

    public static implicit operator Scalar(int value) => value.ToScalar();

    public static implicit operator Scalar(long value) => value.ToScalar();

    public static implicit operator Scalar(float value) => value.ToScalar();

    public static implicit operator Scalar(double value) => value.ToScalar();

    public static implicit operator Scalar(bool value) => value.ToScalar();

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_handle == 0)
            return;
        NativeMethods.ts_number_dispose(_handle);
        _handle = 0;
    }
}
