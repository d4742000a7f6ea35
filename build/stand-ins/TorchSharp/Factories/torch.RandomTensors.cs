using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static unsafe Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null, string[]? names = null)
    {
        var kind = KindOf(dtype ?? ScalarType.Int64, device, requires_grad);
        ValidateRange(low, dtype, nameof(low));
        ValidateRange(high - 1, dtype, nameof(high));
        fixed (long* dims = size.Shape)
            return Named(Made(NativeMethods.ts_randint(HandleOf(generator), low, high, dims, size.Length, kind), generator), names);
    }

    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null)
        => randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null)
        => randint(0, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null, string[]? names = null)
        => randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(int low, int high, int[] size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null, string[]? names = null)
        => randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null)
        => randint(0, high, new Size(size), dtype, device, requires_grad, generator, names);

    // The original drops requires_grad here.
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null)
        => Made(NativeMethods.ts_randperm(HandleOf(generator), n, KindOf(dtype ?? ScalarType.Int64, device, false)), generator);

    public static Tensor randperm(long n, Tensor @out, Generator? generator = null)
        => Made(NativeMethods.ts_randperm_out(HandleOf(generator), n, @out.Handle), @out, generator);

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null)
    {
        if (std.device_type != mean.device_type || (std.device_type == DeviceType.CUDA && std.device_index != mean.device_index))
            throw new ArgumentException("The 'means' and 'stddev' tensors must be located on the same device.");
        return (randn(mean.shape, null, std.device, false, generator) * std) + mean;
    }

    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null, string[]? names = null)
        => randn(size, dtype, device, false, generator, names).mul_(std).add_(mean).requires_grad_(requires_grad);

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    private static void ValidateRange(long value, ScalarType? dtype, string argument)
    {
        var inRange = dtype switch
        {
            ScalarType.Byte => value is >= byte.MinValue and <= byte.MaxValue,
            ScalarType.Int8 => value is >= sbyte.MinValue and <= sbyte.MaxValue,
            ScalarType.Int16 => value is >= short.MinValue and <= short.MaxValue,
            ScalarType.Int32 => value is >= int.MinValue and <= int.MaxValue,
            _ => true,
        };
        if (!inRange)
            throw new ArgumentOutOfRangeException(argument, value, $"The value is outside the range of {dtype}");
    }
}
