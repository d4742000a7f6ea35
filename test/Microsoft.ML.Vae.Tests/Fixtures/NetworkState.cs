using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Copies of a model's tensors, buffers included, to be compared bit by bit.</summary>
internal static class NetworkState
{
    public static IReadOnlyDictionary<string, byte[]> Of(VaeTransformer model)
    {
        using DisposeScope scope = NewDisposeScope();
        return model.Model.Network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.bytes.ToArray());
    }

    public static float[] Floats(VaeTransformer model, string name)
    {
        using DisposeScope scope = NewDisposeScope();
        return TensorValues.ToArray(model.Model.Network.state_dict()[name]);
    }

    public static void ShouldEqual(this IReadOnlyDictionary<string, byte[]> got, IReadOnlyDictionary<string, byte[]> expected)
    {
        got.Keys.ShouldBe(expected.Keys);
        foreach ((string name, byte[] bytes) in expected)
            got[name].AsSpan().SequenceEqual(bytes).ShouldBeTrue(name);
    }
}
