using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Packed;
using Microsoft.ML.Vae.Tests.Training.Fused;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks;

/// <summary>The encoder in plain numbers is the network's.</summary>
public class PackedEncoderTests
{
    [Fact]
    public void Encode_AnyModelAndRows_IsWhatTheNetworkGives() => FusedCase.All().Check(200, seed: 20260102, IsWhatTheNetworkGives);

    [Fact]
    public void Encode_OneRowAtATime_HasTheBitsOfAllAtOnce() => FusedCase.All().Check(100, seed: 20260103, DependsOnNoOtherRow);

    private static void IsWhatTheNetworkGives(FusedCase example)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using VaeNetwork network = example.Network();
        TrainingBatch batch = example.Batch();
        Posterior expected = network.Encode(batch.Column.ToNetworkInput(batch.Rows.Span, batch.Count, CPU));

        (float[] mean, float[] logVariance) = Encode(network, batch, 0, batch.Count);

        mean.ShouldBeCloseTo([.. TensorValues.ToArray(expected.Mean).Select(value => (double)value)], $"mean of {example}");
        if (expected.LogVariance is { } variance)
            logVariance.ShouldBeCloseTo([.. TensorValues.ToArray(variance).Select(value => (double)value)], $"log σ² of {example}");
    }

    private static void DependsOnNoOtherRow(FusedCase example)
    {
        using VaeNetwork network = example.Network();
        TrainingBatch batch = example.Batch();
        (float[] mean, float[] logVariance) = Encode(network, batch, 0, batch.Count);

        var single = new List<(float[] Mean, float[] LogVariance)>();
        for (int row = 0; row < batch.Count; row++)
            single.Add(Encode(network, batch, row, 1));

        single.SelectMany(row => row.Mean).ShouldBe(mean);
        single.SelectMany(row => row.LogVariance).ShouldBe(logVariance);
    }

    private static (float[] Mean, float[] LogVariance) Encode(VaeNetwork network, TrainingBatch batch, int from, int count)
    {
        using PackedEncoder encoder = PackedEncoder.Of(network).ShouldNotBeNull();
        int rowBytes = batch.Column.RowBytes;
        PackedEncoding encoding = encoder.Encode(batch.Column, batch.Rows.Slice(from * rowBytes, count * rowBytes), count, withVariance: true);
        return (encoding.Mean, encoding.LogVariance);
    }
}
