using Microsoft.ML.Vae.Results;
using Microsoft.ML.Vae.Samples.Shared.Data;
using Microsoft.ML.Vae.Samples.Shared.Idx;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>What a model's codes of MNIST tell.</summary>
internal static class Codes
{
    /// <summary>The codes of images, one after another.</summary>
    public static float[] Of(VaeTransformer model, LabelledImages images) =>
        ColumnReader.Vectors(model.Encode(Mnist.View(new MLContext(), images)), model.OutputColumnName).Values;

    /// <summary>The share of test images whose digit the nearest training images' codes tell.</summary>
    public static double Accuracy(VaeTransformer model, LabelledImages training, int neighbours) =>
        new NearestNeighbours(Of(model, training), training.Labels).Classify(Of(model, Mnist.Test), neighbours)
            .Zip(Mnist.Test.Labels).Average(pair => pair.First == pair.Second ? 1.0 : 0);

    /// <summary>Pixels in 0..1, image after image.</summary>
    public static float[] Pixels(LabelledImages images) => Array.ConvertAll(images.AllPixels.ToArray(), pixel => pixel / 255f);
}
