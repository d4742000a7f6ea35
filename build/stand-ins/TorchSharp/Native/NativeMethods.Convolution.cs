using System.Runtime.InteropServices;

namespace TorchSharp.PInvoke;

// Convolutions: convolution.cpp.
internal static unsafe partial class NativeMethods
{
    [DllImport(Library)] internal static extern nint ts_nn_convolution_new(Convolution2d* convolution, bool hasBias, nint* bias);
    [DllImport(Library)] internal static extern nint ts_nn_convolution(Convolution2d* convolution, nint x, nint weight, nint bias);
    [DllImport(Library)] internal static extern nint ts_nn_conv2d(nint x, nint weight, nint bias, long* stride, long strides,
        long* padding, long paddings, long* dilation, long dilations, long groups);
    [DllImport(Library)] internal static extern nint ts_nn_conv_transpose2d(nint x, nint weight, nint bias, long* stride, long strides,
        long* padding, long paddings, long* outputPadding, long outputPaddings, long* dilation, long dilations, long groups);
}
