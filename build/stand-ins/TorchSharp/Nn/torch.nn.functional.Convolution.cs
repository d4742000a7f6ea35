using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static unsafe Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null,
                long[]? padding = null, long[]? dilation = null, long groups = 1)
            {
                strides ??= [1];
                padding ??= [0];
                dilation ??= [1];
                fixed (long* s = strides, p = padding, d = dilation)
                {
                    var result = NativeMethods.ts_nn_conv2d(input.Handle, weight.Handle, HandleOf(bias),
                        s, strides.Length, p, padding.Length, d, dilation.Length, groups);
                    return Made(result, input, weight, bias);
                }
            }

            public static unsafe Tensor conv_transpose2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null,
                long[]? padding = null, long[]? output_padding = null, long[]? dilation = null, long groups = 1)
            {
                strides ??= [1, 1];
                padding ??= [0, 0];
                output_padding ??= [0, 0];
                dilation ??= [1, 1];
                fixed (long* s = strides, p = padding, o = output_padding, d = dilation)
                {
                    var result = NativeMethods.ts_nn_conv_transpose2d(input.Handle, weight.Handle, HandleOf(bias),
                        s, strides.Length, p, padding.Length, o, output_padding.Length, d, dilation.Length, groups);
                    return Made(result, input, weight, bias);
                }
            }
        }
    }
}
