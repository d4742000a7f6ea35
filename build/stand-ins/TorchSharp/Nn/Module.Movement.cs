#nullable disable
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            private DeviceType _deviceType = DeviceType.CPU;
            private int _deviceIndex = -1;

            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                Validate(dtype);
                if (device.type != DeviceType.CUDA)
                    device = new Device(device.type, -1);
                else if (!torch.cuda.is_available())
                    throw new InvalidOperationException("CUDA is not available.");
                InitializeDeviceType(device.type);
                Move(dtype, device, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                if (deviceType != DeviceType.CUDA)
                    deviceIndex = -1;
                else if (!torch.cuda.is_available())
                    throw new InvalidOperationException("CUDA is not available.");
                if (deviceType == _deviceType && deviceIndex == _deviceIndex)
                    return this;
                InitializeDeviceType(deviceType);
                Move(null, new Device(deviceType, deviceIndex), non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                Validate(dtype);
                Move(dtype, null, non_blocking);
                return this;
            }

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => MoveContents(dtype, null, non_blocking);

            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) => MoveContents(dtype, device, non_blocking);

            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking)
                => MoveContents(null, new Device(deviceType, deviceIndex), non_blocking);

            // A built-in module's own parameters move in place: the objects stay.
            private protected virtual void MoveOwned(ScalarType? dtype, Device device)
            {
            }

            internal T Placed<T>(Device device, ScalarType? dtype)
                where T : Module
            {
                if (device is not null && dtype is { } type)
                    _to(device, type, false);
                else if (device is not null)
                    _to(device.type, device.index, false);
                else if (dtype is { } other)
                    _to(other, false);
                return (T)this;
            }

            private static void Validate(ScalarType dtype)
            {
                if (!dtype.IsFloatingPoint() && !dtype.IsComplex())
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
            }

            private void Move(ScalarType? dtype, Device device, bool nonBlocking)
            {
                ThrowIfDisposed();
                MoveOwned(dtype, device);
                MoveContents(dtype, device, nonBlocking);
            }

            private void MoveContents(ScalarType? dtype, Device device, bool nonBlocking)
            {
                foreach (var (_, child) in named_children())
                {
                    if (device is null)
                        child._to(dtype.Value, nonBlocking);
                    else if (dtype is null)
                        child._to(device.type, device.index, nonBlocking);
                    else
                        child._to(device, dtype.Value, nonBlocking);
                }
                var fields = GetType().GetFields(AnyInstance).ToDictionary(ComponentName);
                foreach (var (name, parameter) in named_parameters(false).ToList())
                    Replace(name, parameter, dtype, device, fields);
                foreach (var (name, buffer) in named_buffers(false).ToList())
                    Replace(name, buffer, dtype, device, fields);
                if (device is null)
                    return;
                _deviceType = device.type;
                _deviceIndex = device.index;
            }

            private void Replace(string name, Parameter parameter, ScalarType? dtype, Device device,
                Dictionary<string, System.Reflection.FieldInfo> fields)
            {
                using var grad = parameter.grad;
                var (type, place) = (dtype ?? parameter.dtype, device ?? parameter.device);
                if (!parameter.WouldCopy(type, place) && (grad is null || !grad.WouldCopy(type, place)))
                    return;
                var moved = Moved(parameter, grad, TypeFor(parameter, dtype), place);
                ConditionallyRegisterParameter(name, moved);
                if (fields.TryGetValue(name, out var field))
                    field.SetValue(this, moved);
            }

            private void Replace(string name, Tensor buffer, ScalarType? dtype, Device device,
                Dictionary<string, System.Reflection.FieldInfo> fields)
            {
                if (!buffer.WouldCopy(dtype ?? buffer.dtype, device ?? buffer.device))
                    return;
                var moved = buffer.to(TypeFor(buffer, dtype), device ?? buffer.device, disposeAfter: true).DetachFromDisposeScope();
                ConditionallyRegisterBuffer(name, moved);
                if (fields.TryGetValue(name, out var field))
                    field.SetValue(this, moved);
            }

            private static ScalarType TypeFor(Tensor tensor, ScalarType? dtype)
                => dtype is { } asked && (tensor.dtype.IsFloatingPoint() || tensor.dtype.IsComplex()) ? asked : tensor.dtype;

            private static Parameter Moved(Parameter parameter, Tensor grad, ScalarType type, Device device)
            {
                using var noGrad = no_grad();
                var moved = new Parameter(parameter.to(type, device), parameter.requires_grad);
                moved.DetachFromDisposeScope();
                if (grad is not null)
                {
                    using var movedGrad = grad.to(type, device).with_requires_grad(grad.requires_grad);
                    moved.grad = movedGrad;
                }
                parameter.Dispose();
                return moved;
            }
        }
    }
}
