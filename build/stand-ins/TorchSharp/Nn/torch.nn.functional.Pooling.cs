using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
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

            public static unsafe Tensor adaptive_avg_pool2d(Tensor input, long[] output_size)
            {
                fixed (long* size = output_size)
                    return Made(NativeMethods.ts_nn_adaptive_avg_pool2d(input.Handle, size, output_size.Length), input);
            }

            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size)
                => adaptive_avg_pool2d(input, [output_size.Item1, output_size.Item2]);

            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size)
                => adaptive_avg_pool2d(input, [output_size, output_size]);

            internal static long[]? Both(long? value) => value is { } both ? [both, both] : null;

            internal static long[]? Both((long, long)? pair) => pair is var (first, second) ? [first, second] : null;
        }
    }
}
