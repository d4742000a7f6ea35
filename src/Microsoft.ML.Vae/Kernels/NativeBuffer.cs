using System.Runtime.InteropServices;

namespace Microsoft.ML.Vae.Kernels;

/// <summary>Zeros outside the garbage collector's heap, aligned to whole vectors.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const int Alignment = 64;

    private float* _data;

    public NativeBuffer(long length)
    {
        Length = length;
        nuint bytes = checked((nuint)length * sizeof(float));
        _data = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(_data, bytes);
        GC.AddMemoryPressure((long)Math.Max(1, bytes));
    }

    ~NativeBuffer() => Free();

    public long Length { get; }

    public float* Data => _data;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_data is null)
            return;
        NativeMemory.AlignedFree(_data);
        _data = null;
        GC.RemoveMemoryPressure(Math.Max(1, Length * sizeof(float)));
    }
}
