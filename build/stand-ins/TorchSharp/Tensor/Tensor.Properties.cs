using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public long ndim => dim();

        public long Dimensions => dim();

        public long NumberOfElements => numel();

        public long ElementSize => element_size();

        public ScalarType dtype
        {
            get
            {
                var type = (ScalarType)NativeMethods.ts_dtype(Handle);
                GC.KeepAlive(this);
                return type;
            }
        }

        public Device device => device_type is var type && type == DeviceType.CPU ? new Device(type) : new Device(type, device_index);

        public int device_index
        {
            get
            {
                var index = NativeMethods.ts_device_index(Handle);
                GC.KeepAlive(this);
                return index;
            }
        }

        public DeviceType device_type
        {
            get
            {
                var type = (DeviceType)NativeMethods.ts_device_type(Handle);
                GC.KeepAlive(this);
                return type;
            }
        }

        public long[] shape => size();

        public long dim()
        {
            var count = NativeMethods.ts_ndimension(Handle);
            GC.KeepAlive(this);
            return count;
        }

        public long numel()
        {
            var count = NativeMethods.ts_numel(Handle);
            GC.KeepAlive(this);
            return count;
        }

        public long element_size()
        {
            var size = NativeMethods.ts_element_size(Handle);
            GC.KeepAlive(this);
            return size;
        }

        public unsafe long size(int dim)
        {
            long result;
            Check(NativeMethods.ts_size(Handle, dim, &result));
            GC.KeepAlive(this);
            return result;
        }

        public unsafe long[] size()
        {
            var sizes = new long[dim()];
            fixed (long* target = sizes)
                NativeMethods.ts_sizes(Handle, target);
            GC.KeepAlive(this);
            return sizes;
        }

        public unsafe long stride(int dim)
        {
            long result;
            Check(NativeMethods.ts_stride(Handle, dim, &result));
            GC.KeepAlive(this);
            return result;
        }

        public unsafe long[] stride()
        {
            var strides = new long[dim()];
            fixed (long* target = strides)
                NativeMethods.ts_strides(Handle, target);
            GC.KeepAlive(this);
            return strides;
        }

        public bool is_floating_point() => dtype.IsFloatingPoint();

        public bool is_integral() => dtype.IsIntegral();

        public bool is_contiguous()
        {
            var result = NativeMethods.ts_is_contiguous(Handle);
            GC.KeepAlive(this);
            return result;
        }
    }
}
