using Microsoft.ML.Vae.Tests.Mapping;
using Shouldly;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Persistence;

/// <summary>Checks that a changed weights stream is refused properly, or is a model in all respects equal to the original.</summary>
internal sealed class ModelSameness(TinyModel original)
{
    private readonly Dictionary<string, Tensor> _weights = original.Network.state_dict();

    public int Refused { get; private set; }

    public int Accepted { get; private set; }

    public void Check(byte[] weights, string what)
    {
        VaeModel? model = TryRead(weights, what);
        if (model is null)
        {
            Refused++;
            return;
        }
        Accepted++;
        using (model)
            Compare(model, what);
    }

    private static VaeModel? TryRead(byte[] weights, string what)
    {
        try
        {
            return WeightsFile.Read(weights);
        }
        catch (ModelFormatException)
        {
            return null;
        }
        catch (Exception e)
        {
            throw new ShouldAssertException($"{what}: {e}");
        }
    }

    private void Compare(VaeModel model, string what)
    {
        model.Input.ShouldBe(new(TinyModel.Input, ScalarType.Float32, TinyModel.Size, PixelScaling.None), what);
        model.Likelihood.ShouldBeSameAs(Likelihood.Bernoulli, what);
        Dictionary<string, Tensor> weights = model.Network.state_dict();
        weights.Keys.ShouldBe(_weights.Keys, what);
        foreach ((string name, Tensor tensor) in weights)
            tensor.bytes.SequenceEqual(_weights[name].bytes).ShouldBeTrue($"{what}: {name}");
    }
}
