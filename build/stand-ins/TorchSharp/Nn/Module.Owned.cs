#nullable enable
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            // Registers a wrapper of what a built-in module keeps, if it keeps it.
            private protected OwnedTensor? OwnParameter(string name, nint handle)
            {
                var owned = OwnedTensor.OfHandle(handle);
                if (owned is not null)
                    register_parameter(name, owned.Wrapper());
                return owned;
            }

            private protected OwnedTensor? OwnBuffer(string name, nint handle)
            {
                var owned = OwnedTensor.OfHandle(handle);
                if (owned is not null)
                    register_buffer(name, owned.Buffer());
                return owned;
            }

            private protected void SetParameter(ref OwnedTensor? owned, string name, Parameter? value)
            {
                Replace(ref owned, name, value);
                ConditionallyRegisterParameter(name, value);
            }

            private protected void SetBuffer(ref OwnedTensor? owned, string name, Tensor? value)
            {
                Replace(ref owned, name, value);
                ConditionallyRegisterBuffer(name, value);
            }

            private static void Replace(ref OwnedTensor? owned, string name, Tensor? value)
            {
                if (value is null)
                    throw new ArgumentNullException($"{name} cannot be set to 'null'");
                owned?.Dispose();
                owned = OwnedTensor.Of(value);
            }
        }
    }
}
