using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks.Custom;

/// <summary>
/// A whole network of the application: a trunk that two heads share, a count of its calls in training, a constant that is registered but not saved,
/// and one that is not even registered.
/// </summary>
internal sealed class CustomModule : VaeModule
{
    private readonly Linear _trunk;
    private readonly Linear _mean;
    private readonly Linear? _logVariance;
    private readonly Linear _decoder;
    private readonly Tensor _calls = zeros(1, ScalarType.Int64);
    private readonly Tensor[] _constants;
    private readonly Scalar _one = 1;

    public CustomModule(VaeModuleShape shape) : base("own")
    {
        _trunk = nn.Linear(shape.InputSize + shape.ConditionSize, 7);
        _mean = nn.Linear(7, shape.LatentDimension);
        if (shape.HasLogVariance)
            _logVariance = nn.Linear(7, shape.LatentDimension);
        _decoder = nn.Linear(shape.LatentDimension + shape.ConditionSize, shape.DecoderOutputSize);
        Tensor scale = ones(7);
        register_buffer("scale", scale, persistent: false);
        _constants = [scale, ones(7)];
        RegisterComponents();
    }

    public override (Tensor Mean, Tensor? LogVariance) Encode(Tensor input)
    {
        Tensor h = _trunk.call(input).tanh() * _constants[0] * _constants[1];   // [B, 7]
        if (training)
            _calls.add_(_one);
        return (_mean.call(h), _logVariance?.call(h));
    }

    public override Tensor Decode(Tensor latent) => _decoder.call(latent);
}
