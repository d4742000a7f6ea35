using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false)
    {
        dtype ??= start.Type.IsIntegral() && stop.Type.IsIntegral() && step.Type.IsIntegral() ? ScalarType.Int64 : null;
        var kind = KindOf(dtype, device, requires_grad);
        return Made(NativeMethods.ts_arange(start.Handle, stop.Handle, step.Handle, kind), start, stop, step);
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
        => arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null)
        => Named(Made(NativeMethods.ts_eye(rows, columns == -1 ? rows : columns, KindOf(dtype, device, requires_grad))), names);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false)
        => Made(NativeMethods.ts_linspace(start, end, steps, KindOf(dtype, device, requires_grad)));

    private static Kind KindOf(ScalarType? dtype, Device? device, bool requiresGrad)
        => new(dtype ?? _defaultType, InitializeDevice(device), requiresGrad);

    private static Kind KindLike(Tensor input, ScalarType? dtype, Device? device, bool requiresGrad)
        => new(dtype ?? input.dtype, device ?? input.device, requiresGrad);

    private static Tensor Named(Tensor tensor, string[]? names) => names is { Length: > 0 } ? tensor.rename_(names) : tensor;

    private static nint HandleOf(Generator? generator) => generator?.Handle ?? 0;
}
