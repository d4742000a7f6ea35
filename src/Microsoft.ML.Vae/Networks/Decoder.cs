using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks;

/// <summary>From a latent code to the parameters of p(x|z), which the likelihood interprets.</summary>
internal sealed class Decoder : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "hidden")]
    private readonly nn.Module<Tensor, Tensor> _hidden;

    [ComponentName(Name = "output")]
    private readonly nn.Module<Tensor, Tensor> _output;

    [ComponentName(Name = "log_variance")]
    private readonly nn.Module<Tensor, Tensor>? _logVariance;

    public Decoder(BuiltInPlan body, VaeArchitecture a, Generator generator) : base("decoder")
    {
        _hidden = body.CreateDecoder("hidden", a, generator);
        _output = body.CreateOutput("output", a, generator);
        _logVariance = a.PixelVariance switch
        {
            PixelVariance.Global => new GlobalLogVariance("log_variance"),
            PixelVariance.PerPixel => body.CreateOutput("log_variance", a, generator),
            _ => null,
        };
        RegisterComponents();
    }

    public static IEnumerable<(string Name, long[] Shape)> Tensors(string name, BuiltInPlan body, VaeArchitecture a) =>
    [
        .. body.DecoderTensors($"{name}.hidden", a),
        .. body.OutputTensors($"{name}.output", a),
        .. a.PixelVariance switch
        {
            PixelVariance.Global => [($"{name}.log_variance.bias", [1L])],
            PixelVariance.PerPixel => body.OutputTensors($"{name}.log_variance", a),
            _ => Enumerable.Empty<(string Name, long[] Shape)>(),
        },
    ];

    public override Tensor forward(Tensor z)   // [B, Z + C] -> [B, D], and beside it the log-variance if there is one: [B, D + 1] or [B, 2D]
    {
        Tensor h = _hidden.call(z);
        Tensor output = _output.call(h);     // [B, D]
        if (_logVariance is null)
            return output;
        IList<Tensor> both = [output, _logVariance.call(h)];
        return cat(both, 1);
    }
}
