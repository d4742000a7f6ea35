using System.Runtime.InteropServices;

namespace TorchSharp.PInvoke;

// Normalization: normalization.cpp.
internal static unsafe partial class NativeMethods
{
    [DllImport(Library)] internal static extern nint ts_nn_batch_norm(nint x, nint mean, nint var, nint weight, nint bias,
        bool training, double momentum, double eps);
    [DllImport(Library)] internal static extern nint ts_nn_group_norm(nint x, long groups, nint weight, nint bias, double eps);
    [DllImport(Library)] internal static extern nint ts_nn_layer_norm(nint x, long* shape, long length, nint weight, nint bias, double eps);
}
