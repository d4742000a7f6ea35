using System.Collections;
using TorchSharp.PInvoke;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public unsafe Span<byte> bytes
        {
            get
            {
                var length = numel() * element_size();
                ValidateForBytes(length);
                return new Span<byte>(Data(), (int)length);
            }
            set
            {
                if (!is_contiguous())
                    throw new InvalidOperationException("SetBytes() called on non-contiguous tensor.");
                if (numel() * element_size() != value.Length)
                    throw new ArgumentException("Mismatched data sizes in SetBytes().");
                value.CopyTo(new Span<byte>(Data(), value.Length));
            }
        }

        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            ValidateType(typeof(T));
            return new TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        public T item<T>()
            where T : unmanaged
        {
            if (numel() != 1)
                throw new ArgumentException("Number of elements in the tensor must be 1");
            return data<T>()[0];
        }

        public Scalar ToScalar()
        {
            var result = NativeMethods.ts_item(Handle);
            if (result == 0)
                CheckForErrors();
            GC.KeepAlive(this);
            return new Scalar(result);
        }

        public object tolist()
        {
            if (ndim == 0)
                return ToScalar();
            var list = new ArrayList();
            for (long i = 0; i < size(0); i++)
                list.Add(ndim == 1 ? this[i].ToScalar() : this[i].tolist());
            return list;
        }

        public unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            ValidateForBytes(0);
            var left = numel() * element_size();
            var source = (byte*)Data();
            var buffer = new byte[bufferSize];
            while (left > 0)
            {
                var count = (int)Math.Min(left, bufferSize);
                new Span<byte>(source, count).CopyTo(buffer);
                stream.Write(buffer, 0, count);
                source += count;
                left -= count;
            }
            GC.KeepAlive(this);
        }

        public unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            ValidateForBytes(0);
            var left = numel() * element_size();
            var target = (byte*)Data();
            var buffer = new byte[bufferSize];
            while (left > 0)
            {
                var count = stream.Read(buffer, 0, (int)Math.Min(left, bufferSize));
                if (count == 0)
                    throw new EndOfStreamException();
                buffer.AsSpan(0, count).CopyTo(new Span<byte>(target, count));
                target += count;
                left -= count;
            }
            GC.KeepAlive(this);
        }

        internal unsafe void* Data()
        {
            var address = NativeMethods.ts_data(Handle);
            if (address == null)
                CheckForErrors();
            return address;
        }

        internal void ValidateType(Type type)
        {
            var own = dtype;
            if (own == ScalarType.BFloat16)
                throw new ArgumentException($"No support for {own} in TorchSharp");
            if (!ElementTypes.TryGetValue(type, out var asked) || asked != own)
                throw new ArgumentException($"{type.Name} is not compatible with {own}");
        }

        private void ValidateForBytes(long length)
        {
            if (!is_contiguous())
                throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
            if (length > int.MaxValue)
                throw new ArgumentException("Span only supports up to int.MaxValue elements.");
            if (device_type != DeviceType.CPU)
                throw new InvalidOperationException(
                    "Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
        }
    }
}
