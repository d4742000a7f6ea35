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
        }
    }
}
