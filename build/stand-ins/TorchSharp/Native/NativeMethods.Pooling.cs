using System.Runtime.InteropServices;

namespace TorchSharp.PInvoke;

// Pooling: pooling.cpp.
internal static unsafe partial class NativeMethods
{
    [DllImport(Library)] internal static extern nint ts_nn_max_pool2d(nint x, long* kernel, long kernels, long* stride, long strides,
        long* padding, long paddings, long* dilation, long dilations, bool ceil);
    [DllImport(Library)] internal static extern nint ts_nn_avg_pool2d(nint x, long* kernel, long kernels, long* stride, long strides,
        long* padding, long paddings, bool ceil, bool countsPadding, long divisor);
    [DllImport(Library)] internal static extern nint ts_nn_adaptive_avg_pool2d(nint x, long* size, long length);
}
