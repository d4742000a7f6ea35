using Microsoft.ML.Vae.Tests.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Checks that a changed weights stream is refused properly, or is a model in all respects equal to the original, if there is one.</summary>
internal sealed class ModelSameness(TinyModel? original)
{
    private readonly Dictionary<string, Tensor>? _weights = original?.Network.state_dict();

    public int Refused { get; private set; }

    public int Accepted { get; private set; }

    /// <summary>The most that reading allocated beyond twice the file.</summary>
    public long MostAllocated { get; private set; } = long.MinValue;

    public void Check(byte[] weights, string what)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        VaeModel? model = TryRead(weights, what);
        MostAllocated = Math.Max(MostAllocated, GC.GetAllocatedBytesForCurrentThread() - before - 2 * weights.Length);
        if (model is null)
        {
            Refused++;
            return;
        }
        Accepted++;
        using (model)
        {
            if (_weights is not null)
                Compare(model, _weights, what);
        }
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

    private static void Compare(VaeModel model, Dictionary<string, Tensor> expected, string what)
    {
        model.Input.ShouldBe(new(TinyModel.Input, ScalarType.Float32, TinyModel.Size, PixelScaling.None), what);
        model.Likelihood.ShouldBeSameAs(Likelihood.Bernoulli, what);
        Dictionary<string, Tensor> weights = model.Network.state_dict();
        weights.Keys.ShouldBe(expected.Keys, what);
        foreach ((string name, Tensor tensor) in weights)
            tensor.bytes.SequenceEqual(expected[name].bytes).ShouldBeTrue($"{what}: {name}");
    }
}
