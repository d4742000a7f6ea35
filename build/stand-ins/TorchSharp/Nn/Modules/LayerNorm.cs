using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Normalization over the last dimensions.</summary>
    public sealed class LayerNorm : nn.Module<Tensor, Tensor>
    {
        private readonly long[] _normalizedShape;
        private readonly double _eps;

        [ComponentName(Name = "bias")]
        private Parameter? _bias;

        [ComponentName(Name = "weight")]
        private Parameter? _weight;

        internal LayerNorm(long[] normalizedShape, double eps, bool elementwiseAffine, bool hasBias, Device? device, ScalarType? dtype)
            : base(nameof(LayerNorm))
        {
            _normalizedShape = normalizedShape;
            _eps = eps;
            if (!elementwiseAffine)
                return;
            weight = nn.Parameter(ones(normalizedShape, dtype, device));
            if (hasBias)
                bias = nn.Parameter(zeros(normalizedShape, dtype, device));
        }

        public Parameter? bias
        {
            get => _bias;
            set
            {
                _bias?.Dispose();
                _bias = value?.DetachFromDisposeScope() as Parameter;
                ConditionallyRegisterParameter(nameof(bias), _bias);
            }
        }

        public Parameter? weight
        {
            get => _weight;
            set
            {
                ArgumentNullException.ThrowIfNull(value, nameof(weight));
                if (value.Handle == _weight?.Handle)
                    return;
                _weight?.Dispose();
                _weight = value.DetachFromDisposeScope() as Parameter;
                ConditionallyRegisterParameter(nameof(weight), _weight);
            }
        }

        public override Tensor forward(Tensor tensor) => nn.functional.layer_norm(tensor, _normalizedShape, _weight, _bias, _eps);

        protected override void Dispose(bool disposing)
        {
            _weight?.Dispose();
            _bias?.Dispose();
            base.Dispose(disposing);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true,
                bool bias = true, Device? device = null, ScalarType? dtype = null)
                => new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            public static Modules.LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true,
                bool bias = true, Device? device = null, ScalarType? dtype = null)
                => LayerNorm([normalized_shape], eps, elementwise_affine, bias, device, dtype);
        }
    }
}
