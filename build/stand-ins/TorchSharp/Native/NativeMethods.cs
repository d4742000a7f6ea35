using System.Runtime.InteropServices;

namespace TorchSharp.PInvoke;

/// <summary>The functions of libLibTorchSharp.so: threads, errors, CUDA.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "LibTorchSharp";

    [DllImport(Library)] internal static extern byte* ts_take_failure();
    [DllImport(Library)] internal static extern int ts_get_num_threads();
    [DllImport(Library)] internal static extern bool ts_set_num_threads(int count);
    [DllImport(Library)] internal static extern int ts_get_num_interop_threads();
    [DllImport(Library)] internal static extern bool ts_set_num_interop_threads(int count);

    [DllImport(Library)] internal static extern bool ts_cuda_is_available();
    [DllImport(Library)] internal static extern bool ts_cudnn_is_available();
    [DllImport(Library)] internal static extern int ts_cuda_device_count();
    [DllImport(Library)] internal static extern bool ts_cuda_manual_seed(long seed);
    [DllImport(Library)] internal static extern bool ts_cuda_manual_seed_all(long seed);
    [DllImport(Library)] internal static extern bool ts_cuda_synchronize(long device);

    [DllImport(Library), SuppressGCTransition] internal static extern bool ts_is_grad_enabled();
    [DllImport(Library), SuppressGCTransition] internal static extern void ts_set_grad_enabled(bool enabled);
    [DllImport(Library), SuppressGCTransition] internal static extern bool ts_is_inference_mode_enabled();
    [DllImport(Library)] internal static extern nint ts_inference_mode_enter(bool mode);
    [DllImport(Library)] internal static extern void ts_inference_mode_leave(nint guard);

    [DllImport(Library)] internal static extern bool ts_backward(nint t);
    [DllImport(Library)] internal static extern bool ts_backward_many(nint* tensors, long count, nint* grads, long gradCount,
        bool retainGraph, bool createGraph, nint* inputs, long inputCount);
    [DllImport(Library)] internal static extern nint ts_grad(nint t);
    [DllImport(Library)] internal static extern bool ts_set_grad(nint t, nint grad);
    [DllImport(Library), SuppressGCTransition] internal static extern bool ts_requires_grad(nint t);
    [DllImport(Library)] internal static extern bool ts_set_requires_grad(nint t, bool value);
    [DllImport(Library)] internal static extern bool ts_retain_grad(nint t);
    [DllImport(Library), SuppressGCTransition] internal static extern bool ts_is_leaf(nint t);
}
