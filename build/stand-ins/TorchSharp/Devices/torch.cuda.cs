#nullable disable
using System.Runtime.CompilerServices;
using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The CUDA devices of the process; Debian's libtorch has none.</summary>
    public static class cuda
    {
        public static bool is_available()
        {
            TryInitializeDeviceType(DeviceType.CUDA);
            return NativeIsAvailable();
        }

        public static bool is_cudnn_available()
        {
            TryInitializeDeviceType(DeviceType.CUDA);
            return NativeMethods.ts_cudnn_is_available();
        }

        public static int device_count()
        {
            TryInitializeDeviceType(DeviceType.CUDA);
            return NativeMethods.ts_cuda_device_count();
        }

        public static void manual_seed(long seed)
        {
            TryInitializeDeviceType(DeviceType.CUDA);
            _ = NativeMethods.ts_cuda_manual_seed(seed);
        }

        public static void manual_seed_all(long seed)
        {
            TryInitializeDeviceType(DeviceType.CUDA);
            _ = NativeMethods.ts_cuda_manual_seed_all(seed);
        }

        public static void synchronize(Device device = null)
        {
            TryInitializeDeviceType(device?.type ?? DeviceType.CUDA);
            _ = NativeMethods.ts_cuda_synchronize(device?.index ?? -1);
        }

        // Apart, so that a missing library shows as the loader's exception and not while this method's caller is compiled.
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static bool NativeIsAvailable() => NativeMethods.ts_cuda_is_available();
    }
}
