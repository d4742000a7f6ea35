using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks;

/// <summary>Whole picture networks against plain doubles.</summary>
public class ImageNetworkTests
{
    [Theory]
    [InlineData(3, 5, 3, false, Normalization.Group, 0, Activation.Relu)]
    [InlineData(3, 5, 3, true, Normalization.Group, 0, Activation.Relu)]
    [InlineData(4, 4, 1, false, Normalization.Batch, 1, Activation.Silu)]
    [InlineData(3, 5, 4, true, Normalization.Batch, 1, Activation.Elu)]
    [InlineData(4, 4, 3, true, Normalization.None, 2, Activation.Relu)]
    [InlineData(3, 5, 3, false, Normalization.None, 1, Activation.Gelu)]
    [InlineData(5, 2, 1, false, Normalization.Group, 1, Activation.Tanh)]
    [InlineData(7, 9, 4, false, Normalization.Group, 2, Activation.LeakyRelu)]
    public void EncodeAndDecode_AnyNetwork_EqualPlainDoubles(
        int height, int width, int colours, bool interleaved, Normalization normalization, int blocks, Activation activation)
    {
        var picture = new ImageLayout(height, width, colours) { InterleavePixelColors = interleaved };
        using DisposeScope scope = NewDisposeScope();
        using VaeNetwork network = Models.Network(Architectures.Convolutional(picture, [4, 6], blocks, activation, normalization, latent: 3));
        RandomWeights.Fill(network, seed: 1);
        network.eval();
        var reference = new ReferenceImageNetwork(network);
        double[][] rows = [.. Enumerable.Range(0, 3).Select(seed => ReferenceImage.Random(colours, height, width, seed).Values)];

        Tensor mean = network.Encoder.call(TensorValues.Matrix(rows)).Mean;
        Tensor decoded = network.Decoder.call(mean);

        for (int row = 0; row < rows.Length; row++)
        {
            double[] z = TensorValues.ToDoubles(mean[row]);
            ShouldBeClose(z, reference.Mean(rows[row]));
            ShouldBeClose(TensorValues.ToDoubles(decoded[row]), reference.Decode(z));
        }
    }

    [Theory, Trait("trap", "23")]
    [InlineData(3, 5, 3)]
    [InlineData(3, 5, 4)]
    [InlineData(4, 4, 3)]
    public void EncodeAndDecode_OnePictureInBothLayouts_HasOneCodeAndOnePictureBack(int height, int width, int colours)
    {
        using DisposeScope scope = NewDisposeScope();
        var planes = new ImageLayout(height, width, colours);
        using VaeNetwork planar = Models.Network(Architectures.Convolutional(planes, [4, 6], latent: 3));
        using VaeNetwork interleaved = Models.Network(Architectures.Convolutional(planes with { InterleavePixelColors = true }, [4, 6], latent: 3));
        ReferenceImage picture = ReferenceImage.Random(colours, height, width, seed: 7);

        double[] code = TensorValues.ToDoubles(planar.Encoder.call(TensorValues.Matrix([picture.ToRow(interleaved: false)])).Mean);
        double[] sameCode = TensorValues.ToDoubles(interleaved.Encoder.call(TensorValues.Matrix([picture.ToRow(interleaved: true)])).Mean);
        double[] back = TensorValues.ToDoubles(planar.Decoder.call(TensorValues.Matrix([code])));
        double[] sameBack = TensorValues.ToDoubles(interleaved.Decoder.call(TensorValues.Matrix([code])));

        ShouldBeClose(sameCode, code);
        ShouldBeClose(sameBack, new ReferenceImage(colours, height, width, back).ToRow(interleaved: true));
        Math.Abs(sameBack[1] - back[1]).ShouldBeGreaterThan(1e-3);   // the orders do differ
    }

    [Fact]
    public void PictureRows_ThereAndBack_AreTheSameRows()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = TensorValues.Matrix([[.. Enumerable.Range(0, 45).Select(i => (double)i)], [.. Enumerable.Range(45, 45).Select(i => (double)i)]]);
        foreach (bool interleaved in new[] { false, true })
        {
            var layout = new ImageLayout(3, 5) { InterleavePixelColors = interleaved };
            Tensor pictures = ImageRows.ToImages(rows, layout);

            pictures.shape.ShouldBe([2, 3, 3, 5]);
            pictures[1, 2, 0, 4].item<float>().ShouldBe(interleaved ? 45 + 4 * 3 + 2 : 45 + 2 * 15 + 4);
            TensorValues.ToArray(ImageRows.ToRows(pictures, layout)).ShouldBe(TensorValues.ToArray(rows));
        }
    }

    // Single precision, sums of some hundred terms of either sign.
    private static void ShouldBeClose(double[] got, double[] expected)
    {
        got.Length.ShouldBe(expected.Length);
        for (int i = 0; i < got.Length; i++)
            got[i].ShouldBe(expected[i], 2e-5 * (1 + Math.Abs(expected[i])), $"number {i}");
    }
}
