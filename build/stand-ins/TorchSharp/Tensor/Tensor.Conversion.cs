using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor alias() => Made(NativeMethods.ts_alias(Handle));

        public Tensor clone() => Made(NativeMethods.ts_clone(Handle));

        public Tensor contiguous() => Made(NativeMethods.ts_contiguous(Handle));

        public Tensor copy_(Tensor source, bool nonBlocking = false)
            => Done(NativeMethods.ts_copy_(Handle, source.Handle, nonBlocking), source);

        public Tensor cpu() => Made(NativeMethods.ts_cpu(Handle));

        public Tensor cuda(Device? device = null, bool non_blocking = false)
        {
            if (device is not null && device.type != DeviceType.CUDA)
                throw new ArgumentException("Not a CUDA device.", nameof(device));
            InitializeDeviceType(DeviceType.CUDA);
            return device is null
                ? Made(NativeMethods.ts_cuda(Handle))
                : Made(NativeMethods.ts_to_device(Handle, (int)DeviceType.CUDA, device_index, false, non_blocking));
        }

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false,
            bool non_blocking = false)
        {
            InitializeDeviceType(deviceType);
            return After(Made(NativeMethods.ts_to_device(Handle, (int)deviceType, deviceIndex, copy, non_blocking)), disposeAfter);
        }

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
            => to(device.type, device.index, copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
            => to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            device = InitializeDevice(device);
            var result = NativeMethods.ts_to_type_and_device(
                Handle, (sbyte)type, (int)device.type, device.index, copy, non_blocking);
            return After(Made(result), disposeAfter);
        }

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
            => to_type(type, copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => to(other.dtype, other.device, non_blocking);

        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
            => After(Made(NativeMethods.ts_to_type(Handle, (sbyte)type, copy, non_blocking)), disposeAfter);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);

        public Tensor type(ScalarType dtype) => to(dtype);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor half() => to_type(ScalarType.Float16);

        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        internal bool WouldCopy(ScalarType type, Device device)
            => dtype != type || device_type != device.type || device_index != device.index;

        private Tensor After(Tensor result, bool disposeThis)
        {
            if (disposeThis)
                Dispose();
            return result;
        }
    }
}
