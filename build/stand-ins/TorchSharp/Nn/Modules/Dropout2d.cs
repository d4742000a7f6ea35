using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Whole channels left out at random while training, by the global generator.</summary>
    public sealed class Dropout2d : nn.Module<Tensor, Tensor>
    {
        private readonly double _p;
        private readonly bool _inplace;

        internal Dropout2d(double p, bool inplace)
            : base(nameof(Dropout2d))
        {
            _p = p;
            _inplace = inplace;
        }

        public override Tensor forward(Tensor input)
            => nn.functional.dropout2d(input, _p, training, _inplace);

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
            public static Modules.Dropout2d Dropout2d(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}
