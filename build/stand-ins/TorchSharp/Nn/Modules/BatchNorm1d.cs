using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Batch normalization of vectors or sequences.</summary>
    public sealed class BatchNorm1d : nn.Module<Tensor, Tensor>
    {
        private readonly BatchStatistics _statistics;

        internal BatchNorm1d(long features, double eps, double momentum, bool affine, bool tracks)
            : base("torch::nn::BatchNorm1dImpl")
        {
            _statistics = new BatchStatistics(eps, momentum, tracks)
            {
                Weight = OwnParameter(nameof(weight), affine ? OwnedTensor.Ones(features, trained: true) : 0),
                Bias = OwnParameter(nameof(bias), affine ? OwnedTensor.Zeros(features, trained: true) : 0),
                Mean = OwnBuffer(nameof(running_mean), tracks ? OwnedTensor.Zeros(features, trained: false) : 0),
                Variance = OwnBuffer(nameof(running_var), tracks ? OwnedTensor.Ones(features, trained: false) : 0),
                Batches = OwnBuffer(nameof(num_batches_tracked), tracks ? OwnedTensor.Counter() : 0),
            };
        }

        public Parameter? bias
        {
            get => _statistics.Bias?.Wrapper();
            set => SetParameter(ref _statistics.Bias, nameof(bias), value);
        }

        public Parameter? weight
        {
            get => _statistics.Weight?.Wrapper();
            set => SetParameter(ref _statistics.Weight, nameof(weight), value);
        }

        public Tensor? running_mean
        {
            get => _statistics.Mean?.Buffer();
            set => SetBuffer(ref _statistics.Mean, nameof(running_mean), value);
        }

        public Tensor? running_var
        {
            get => _statistics.Variance?.Buffer();
            set => SetBuffer(ref _statistics.Variance, nameof(running_var), value);
        }

        public Tensor? num_batches_tracked => _statistics.Batches?.Buffer();

        public void reset_running_stats() => _statistics.Reset();

        public override Tensor forward(Tensor tensor)
        {
            if (tensor.ndim is < 2 or > 3)
                throw new ArgumentException($"Invalid number of dimensions for BatchNorm argument: {tensor.ndim}");
            return _statistics.Normalize(tensor, training);
        }

        private protected override void MoveOwned(ScalarType? dtype, Device? device) => _statistics.Move(dtype, device);

        private protected override void DisposeOwned() => _statistics.Dispose();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.BatchNorm1d BatchNorm1d(long features, double eps = 1e-05, double momentum = 0.1, bool affine = true,
                bool track_running_stats = true, Device? device = null, ScalarType? dtype = null)
                => new Modules.BatchNorm1d(features, eps, momentum, affine, track_running_stats).Placed<Modules.BatchNorm1d>(device, dtype);
        }
    }
}
