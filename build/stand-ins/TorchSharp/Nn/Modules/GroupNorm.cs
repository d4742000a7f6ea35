using TorchSharp.PInvoke;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Normalization over groups of channels.</summary>
    public sealed class GroupNorm : nn.Module<Tensor, Tensor>
    {
        private readonly long _groups;
        private readonly double _eps;
        private OwnedTensor? _weight;
        private OwnedTensor? _bias;

        internal GroupNorm(long groups, long channels, double eps, bool affine)
            : base("torch::nn::GroupNormImpl")
        {
            _groups = groups;
            _eps = eps;
            _weight = OwnParameter(nameof(weight), affine ? OwnedTensor.Ones(channels, trained: true) : 0);
            _bias = OwnParameter(nameof(bias), affine ? OwnedTensor.Zeros(channels, trained: true) : 0);
        }

        public Parameter? bias
        {
            get => _bias?.Wrapper();
            set => SetParameter(ref _bias, nameof(bias), value);
        }

        public Parameter? weight
        {
            get => _weight?.Wrapper();
            set => SetParameter(ref _weight, nameof(weight), value);
        }

        public override Tensor forward(Tensor tensor)
        {
            ThrowIfDisposed();
            if (tensor.ndim < 3)
                throw new ArgumentException($"Invalid number of dimensions for GroupNorm argument: {tensor.ndim}");
            var result = NativeMethods.ts_nn_group_norm(
                tensor.Handle, _groups, OwnedTensor.HandleOf(_weight), OwnedTensor.HandleOf(_bias), _eps);
            return Made(result, tensor, this);
        }

        private protected override void MoveOwned(ScalarType? dtype, Device? device)
        {
            _weight?.Move(dtype, device);
            _bias?.Move(dtype, device);
        }

        private protected override void DisposeOwned()
        {
            _weight?.Dispose();
            _bias?.Dispose();
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1e-05, bool affine = true,
                Device? device = null, ScalarType? dtype = null)
                => new Modules.GroupNorm(num_groups, num_channels, eps, affine).Placed<Modules.GroupNorm>(device, dtype);
        }
    }
}
