using System.Runtime.InteropServices;
using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor from_array(Array rawArray, Device? device = null)
        => from_array(rawArray, ElementType(ElementTypeOf(rawArray)), device ?? CPU);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false,
        string[]? names = null)
    {
        var shape = new long[rawArray.Rank];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = rawArray.GetLength(i);
        return OfArray(rawArray, shape, ElementType(ElementTypeOf(rawArray)), dtype, device, requires_grad, names);
    }

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device, false);

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null)
    {
        if (dtype is { } asked && device is not null)
            return data.to(asked, device).requires_grad_(data.requires_grad);
        if (dtype is { } other && data.dtype != other)
            return data.to(other).requires_grad_(data.requires_grad);
        return device is not null ? data.to(device).requires_grad_(data.requires_grad) : data.alias();
    }

    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        var length = rawArray.LongLength;
        if (offset < 0 || offset >= length)
            throw new ArgumentException($"invalid value for 'offset': {offset}");
        if (count < 0)
            count = length - offset;
        if (count > length - offset)
            throw new IndexOutOfRangeException($"element count is too large: {count}");
        var stored = ElementType(ElementTypeOf(rawArray));
        var tensor = Shared(rawArray, offset, [count], stored, new Kind(stored, InitializeDevice(CPU), requires_grad));
        return dtype == stored ? tensor : tensor.to_type(dtype);
    }

    private static Type ElementTypeOf(Array array)
        => array.GetType().GetElementType()
            ?? throw new InvalidOperationException("rawArray.GetType().GetElementType() returned null.");

    // Converted after it was made, so that one with another type than the number's is no leaf of the gradient.
    private static Tensor OfScalar(Scalar value, ScalarType stored, ScalarType? dtype, Device? device, bool requiresGrad)
    {
        var tensor = Made(NativeMethods.ts_scalar_tensor(value.Handle, KindOf(stored, device, requiresGrad)), value);
        return dtype is { } asked && asked != stored ? tensor.to_type(asked) : tensor;
    }

    // The tensor shares the array's memory.
    private static Tensor OfArray(Array array, ReadOnlySpan<long> dimensions, ScalarType stored, ScalarType? dtype, Device? device,
        bool requiresGrad, string[]? names)
    {
        long total = 1;
        foreach (var size in dimensions)
            total *= size;
        if (total > array.LongLength)
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {total} vs. {array.LongLength}");
        return Named(Shared(array, 0, dimensions, stored, KindOf(dtype ?? stored, device, requiresGrad)), names);
    }

    private static unsafe Tensor Shared(Array array, long offset, ReadOnlySpan<long> dimensions, ScalarType stored, Kind kind)
    {
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        var address = (byte*)pin.AddrOfPinnedObject() + (offset * Buffer.ByteLength(array) / Math.Max(array.LongLength, 1));
        fixed (long* dims = dimensions)
        {
            return Made(NativeMethods.ts_from_blob(
                address, &Release, (void*)GCHandle.ToIntPtr(pin), dims, dimensions.Length, (int)stored, kind));
        }
    }

    [UnmanagedCallersOnly]
    private static void Release(nint pin) => GCHandle.FromIntPtr(pin).Free();
}
