#nullable disable
using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    private static Device _cuda;

    public static readonly Device CPU = InitializeDevice(new Device(DeviceType.CPU, -1));

    public static readonly Device META = InitializeDevice(new Device(DeviceType.META, -1));

    public static Device CUDA => _cuda ??= InitializeDevice(new Device(DeviceType.CUDA, -1));

    static torch()
    {
        TryInitializeDeviceType(DeviceType.CUDA);
    }

    public static string __version__ => "2.2.1.1";

    public static Device device(string description) => InitializeDevice(new Device(description));

    public static Device device(string deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    public static Device device(DeviceType deviceType, int index = -1) => InitializeDevice(new Device(deviceType, index));

    public static Device device(int index) => new(DeviceType.CUDA, index);

    public static bool cuda_is_available() => cuda.is_available();

    public static bool TryInitializeDeviceType(DeviceType deviceType)
    {
        if (deviceType == DeviceType.MPS)
            return false;
        NativeLoader.Load(deviceType == DeviceType.CUDA);
        return deviceType != DeviceType.CUDA || cuda.NativeIsAvailable();
    }

    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (deviceType == DeviceType.MPS)
            throw new InvalidOperationException("Torch device type 'MPS' is not available on this platform.");
        var trace = NativeLoader.Load(deviceType == DeviceType.CUDA);
        if (deviceType == DeviceType.CUDA && !cuda.NativeIsAvailable())
            throw new InvalidOperationException(
                $"Torch device type {deviceType} did not initialise on the current machine. Trace from LoadNativeBackend:\n{trace}");
    }

    public static Device InitializeDevice(Device device)
    {
        device ??= get_default_device();
        InitializeDeviceType(device.type);
        return device;
    }
}
