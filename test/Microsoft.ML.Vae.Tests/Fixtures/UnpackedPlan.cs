using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Networks.Plans;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>The same layers, which run as modules because nothing knows that they are dense.</summary>
internal sealed record UnpackedPlan(BuiltInPlan Same) : BuiltInPlan
{
    public override long Features(VaeArchitecture architecture) => Same.Features(architecture);

    public override nn.Module<Tensor, Tensor> CreateEncoder(string name, VaeArchitecture architecture, LayerFactory layers) =>
        Same.CreateEncoder(name, architecture, layers);

    public override nn.Module<Tensor, Tensor> CreateDecoder(string name, VaeArchitecture architecture, LayerFactory layers) =>
        Same.CreateDecoder(name, architecture, layers);

    public override nn.Module<Tensor, Tensor> CreateOutput(string name, VaeArchitecture architecture, LayerFactory layers) =>
        Same.CreateOutput(name, architecture, layers);
}
