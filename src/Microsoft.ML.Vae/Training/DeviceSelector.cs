namespace Microsoft.ML.Vae.Training;

/// <summary>
/// Chooses a device as ML.NET does: a GPU only when one is asked for; one that is not there is an error unless the context's FallbackToCpu
/// is set.
/// </summary>
internal static class DeviceSelector
{
    public static Device Choose(IHost host, IChannel channel, VaeDevice wanted)
    {
        var context = host as IHostEnvironmentInternal;
        if ((wanted.IsAuto ? context?.GpuDeviceId : wanted.CudaIndex) is not { } index)
        {
            channel.Info(MessageSensitivity.None, "Device: CPU");
            return CPU;
        }
        int present = cuda.is_available() ? cuda.device_count() : 0;
        if (index >= 0 && index < present)
        {
            channel.Info(MessageSensitivity.None, FormattableString.Invariant($"Device: GPU {index}"));
            return new Device(TorchSharp.DeviceType.CUDA, index);
        }
        string problem = FormattableString.Invariant($"GPU {index} was asked for, but TorchSharp sees {present} of them, counted from 0");
        if (context?.FallbackToCpu != true)
        {
            throw host.Except($"{problem}. Use VaeDevice.Cpu, set MLContext.FallbackToCpu before the estimator is made, "
                + "or add a package such as TorchSharp-cuda-linux and NVIDIA's driver.");
        }
        channel.Warning(MessageSensitivity.None, $"{problem}. Device: CPU");
        return CPU;
    }
}
