using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor one_hot(Tensor x, long num_classes = -1)
            {
                if (x.dtype != ScalarType.Int64)
                    throw new ArgumentException("OneHot input tensor must have elements of type Int64");
                return Made(NativeMethods.ts_nn_one_hot(x.Handle, num_classes), x);
            }

            public static Tensor pixel_shuffle(Tensor x, long upscaleFactor)
                => Made(NativeMethods.ts_nn_pixel_shuffle(x.Handle, upscaleFactor), x);

            public static unsafe Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
            {
                fixed (long* p = pad)
                    return Made(NativeMethods.ts_nn_pad(input.Handle, p, pad.Length, (sbyte)mode, value), input);
            }

            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => functional.pad(input, (ReadOnlySpan<long>)pad, mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            // Every dimension is padded, the batch's too.
            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                => functional.pad(input, Enumerable.Repeat(pad, 2 * (int)input.ndim).ToArray(), mode, value);

            public static unsafe Tensor max_pool2d(Tensor input, long[] kernelSize, long[]? strides = null, long[]? padding = null,
                long[]? dilation = null, bool ceil_mode = false)
            {
                strides ??= kernelSize;
                padding ??= new long[kernelSize.Length];
                dilation ??= Enumerable.Repeat(1L, kernelSize.Length).ToArray();
                fixed (long* k = kernelSize, s = strides, p = padding, d = dilation)
                {
                    var result = NativeMethods.ts_nn_max_pool2d(input.Handle,
                        k, kernelSize.Length, s, strides.Length, p, padding.Length, d, dilation.Length, ceil_mode);
                    return Made(result, input);
                }
            }

            public static Tensor max_pool2d(Tensor input, long kernelSize, long? stride = null, long? padding = null,
                long? dilation = null, bool ceil_mode = false)
                => max_pool2d(input, [kernelSize, kernelSize], Both(stride), Both(padding), Both(dilation), ceil_mode);

            public static Tensor max_pool2d(Tensor input, (long, long) kernelSize, (long, long)? stride = null,
                (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false)
                => max_pool2d(input, [kernelSize.Item1, kernelSize.Item2], Both(stride), Both(padding), Both(dilation), ceil_mode);

            internal static long[]? Both(long? value) => value is { } both ? [both, both] : null;

            internal static long[]? Both((long, long)? pair) => pair is var (first, second) ? [first, second] : null;
        }
    }
}
