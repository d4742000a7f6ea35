using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Exponentials that sum to one along a dimension.</summary>
    public sealed class Softmax : nn.Module<Tensor, Tensor>
    {
        private readonly long _dim;

        internal Softmax(long dim)
            : base("Softmax")
        {
            _dim = dim;
        }

        public override Tensor forward(Tensor tensor)
        {
            ThrowIfDisposed();
            return nn.functional.softmax(tensor, _dim);
        }

        public override string GetName() => nameof(Softmax);

        protected internal override nn.Module _to(Device device, ScalarType dtype, bool non_blocking) => this;

        protected internal override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking) => this;

        protected internal override nn.Module _to(ScalarType dtype, bool non_blocking) => this;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Softmax Softmax(long dim) => new(dim);
        }
    }
}
