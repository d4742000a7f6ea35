#nullable disable
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Parameters, buffers and modules under their names.</summary>
        public partial class Module : IDisposable
        {
            protected OrderedDict<string, Module> _internal_submodules = [];
            protected OrderedDict<string, (Tensor, bool)> _internal_buffers = [];
            protected OrderedDict<string, Parameter> _internal_params = [];
            protected string name;

            private bool _training = true;
            private bool _componentsRegistered;

            protected Module(string name)
            {
                InitializeDeviceType(DeviceType.CPU);
                this.name = name;
            }

            ~Module() => Dispose(false);

            public virtual bool training
            {
                get
                {
                    ThrowIfDisposed();
                    return _training;
                }
            }

            internal bool IsDisposed { get; private set; }

            public virtual string GetName()
            {
                ThrowIfDisposed();
                return name;
            }

            public virtual void train(bool train = true)
            {
                ThrowIfDisposed();
                _training = train;
                foreach (var (_, child) in named_children())
                    child.train(train);
            }

            public virtual void eval() => train(false);

            public virtual Module apply(Action<Module> fn)
            {
                foreach (var (_, child) in _internal_submodules)
                    child.apply(fn);
                fn(this);
                return this;
            }

            public virtual void zero_grad(bool set_to_none = true)
            {
                ThrowIfDisposed();
                foreach (var (_, parameter) in named_parameters())
                {
                    using var grad = parameter.grad;
                    if (grad is null)
                        continue;
                    if (set_to_none)
                        parameter.grad = null;
                    else
                        grad.zero_();
                }
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || IsDisposed)
                    return;
                foreach (var (_, buffer) in named_buffers(false))
                    buffer.Dispose();
                foreach (var (_, parameter) in named_parameters(false))
                    parameter.Dispose();
                foreach (var (_, module) in named_modules())
                    module.Dispose();
                DisposeOwned();
                IsDisposed = true;
            }

            // What a built-in module holds beside its registered parameters.
            private protected virtual void DisposeOwned()
            {
            }

            internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);
        }
    }
}
