using Microsoft.ML.Data;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Inputs;

/// <summary>Vectors of any shape come back with as many values, each in its own place.</summary>
[Trait("case", "14")]
public class ImageShapeTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 27, 31)]
    [InlineData(3, 27, 31)]
    [InlineData(4, 9, 5)]
    [InlineData(1, 1, 64)]
    public void Reconstruction_OfOnePicture_HasEveryValueInItsPlace(int channels, int height, int width)
    {
        int size = channels * height * width;
        var type = new VectorDataViewType(NumberDataViewType.Byte, channels, height, width);
        byte[] picture = [.. Enumerable.Range(0, size).Select(slot => (byte)(slot * 97 % 256))];
        ScriptedView data = new ScriptedView(64).Add(TinyModel.Input, type, _ => TestImages.Dense((byte[])picture.Clone()));
        VaeOptions options = TestOptions.Tiny with
        {
            ReconstructionColumnName = TinyModel.Reconstruction,
            Likelihood = Likelihood.Gaussian(0.1),
            Epochs = 300,
            LearningRate = 0.02,
        };

        using VaeTransformer model = options.Fit(data);
        IDataView view = model.Transform(data);

        ((VectorDataViewType)view.Schema[TinyModel.Reconstruction].Type).Size.ShouldBe(size);
        float[] again = view.Vectors(TinyModel.Reconstruction)[0];
        again.Length.ShouldBe(size);
        // The mean of a Gaussian of 0.1, in units of 255, after Adam has come to rest within its step size.
        for (int slot = 0; slot < size; slot++)
            again[slot].ShouldBe(picture[slot], 255 * 0.1, $"slot {slot}");
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 27, 31)]
    public void Sample_OfAnyShape_HasTheInputsSize(int channels, int height, int width)
    {
        int size = channels * height * width;
        ScriptedView data = new ScriptedView(8).Add(
            TinyModel.Input, new VectorDataViewType(NumberDataViewType.Single, channels, height, width), _ => TestImages.Dense(new float[size]));

        using VaeTransformer model = TestOptions.Tiny.Fit(data);

        model.Sample(3, seed: 1).Vectors("Sample").ShouldAllBe(sample => sample.Length == size);
    }
}
