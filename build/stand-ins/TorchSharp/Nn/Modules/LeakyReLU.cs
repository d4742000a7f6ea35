#nullable disable
using TorchSharp.PInvoke;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>X above zero and a small multiple of it below, element by element.</summary>
    public sealed class LeakyReLU : nn.Module<Tensor, Tensor>
    {
        private readonly double _negativeSlope;
        private readonly bool _inplace;

        internal LeakyReLU(double negativeSlope, bool inplace)
            : base("LeakyReLU")
        {
            _negativeSlope = negativeSlope;
            _inplace = inplace;
        }

        public override Tensor forward(Tensor tensor)
        {
            ThrowIfDisposed();
            return Made(NativeMethods.ts_nn_leaky_relu(tensor.Handle, _negativeSlope, _inplace), tensor);
        }

        public override string GetName() => nameof(LeakyReLU);

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
            public static Modules.LeakyReLU LeakyReLU(double negative_slope = 0.01, bool inplace = false) => new(negative_slope, inplace);
        }
    }
}
