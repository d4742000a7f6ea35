using TorchSharp.PInvoke;
using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A linear layer, its weights drawn from the global generator.</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        private OwnedTensor _weight;
        private OwnedTensor? _bias;

        internal unsafe Linear(long inputs, long outputs, bool hasBias)
            : base("torch::nn::LinearImpl")
        {
            nint bias;
            var weight = NativeMethods.ts_nn_linear_new(inputs, outputs, hasBias, &bias);
            if (weight == 0)
                CheckForErrors();
            _weight = new OwnedTensor(weight);
            register_parameter(nameof(weight), _weight.Wrapper());
            if (bias == 0)
                return;
            _bias = new OwnedTensor(bias);
            register_parameter(nameof(bias), _bias.Wrapper());
        }

        public Parameter? bias
        {
            get => _bias?.Wrapper();
            set => Set(ref _bias, nameof(bias), value);
        }

        public Parameter? weight
        {
            get => _weight.Wrapper();
            set => Set(ref _weight!, nameof(weight), value);
        }

        public override Tensor forward(Tensor tensor)
        {
            var result = Made(NativeMethods.ts_nn_linear(tensor.Handle, _weight.Handle, _bias?.Handle ?? 0), tensor);
            GC.KeepAlive(this);
            return result;
        }

        private protected override void MoveOwned(ScalarType? dtype, Device? device)
        {
            _weight.Move(dtype, device);
            _bias?.Move(dtype, device);
        }

        private protected override void DisposeOwned()
        {
            _weight.Dispose();
            _bias?.Dispose();
        }

        private void Set(ref OwnedTensor? owned, string name, Parameter? value)
        {
            if (value is null)
                throw new ArgumentNullException($"{name} cannot be set to 'null'");
            owned?.Dispose();
            owned = OwnedTensor.Of(value);
            ConditionallyRegisterParameter(name, value);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null,
                ScalarType? dtype = null)
                => new Modules.Linear(inputSize, outputSize, hasBias).Placed<Modules.Linear>(device, dtype);
        }
    }
}
