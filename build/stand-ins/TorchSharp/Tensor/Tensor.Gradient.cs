using TorchSharp.PInvoke;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool is_leaf
        {
            get
            {
                var result = NativeMethods.ts_is_leaf(Handle);
                GC.KeepAlive(this);
                return result;
            }
        }

        public bool requires_grad
        {
            get
            {
                var result = NativeMethods.ts_requires_grad(Handle);
                GC.KeepAlive(this);
                return result;
            }
            set => Done(NativeMethods.ts_set_requires_grad(Handle, value));
        }

        public Tensor? grad
        {
            get
            {
                var result = NativeMethods.ts_grad(Handle);
                GC.KeepAlive(this);
                if (result != 0)
                    return new Tensor(result);
                CheckForErrors();
                return null;
            }
            set => Done(NativeMethods.ts_set_grad(Handle, value is null ? 0 : value.Handle), value);
        }

        public void backward() => Done(NativeMethods.ts_backward(Handle));

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => Done(NativeMethods.ts_retain_grad(Handle));

        public Tensor detach() => Made(NativeMethods.ts_detach(Handle));

        public Tensor detach_() => Made(NativeMethods.ts_detach_(Handle));
    }
}
