using Microsoft.ML.Vae.Results;
using Microsoft.ML.Vae.Samples.Data;
using Microsoft.ML.Vae.Samples.Idx;
using Microsoft.ML.Vae.Tests.Infrastructure;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>What a model's codes of MNIST tell.</summary>
internal static class Codes
{
    private const int Neighbours = 5;

    /// <summary>The codes of images, one after another.</summary>
    public static float[] Of(VaeTransformer model, LabelledImages images) =>
        ColumnReader.Vectors(model.Encode(Mnist.View(new MLContext(), images)), model.OutputColumnName).Values;

    /// <summary>The share of test images whose digit the 5 nearest training images' codes tell.</summary>
    public static double Accuracy(VaeTransformer model, LabelledImages training) =>
        Accuracy(Of(model, training), training.Labels, Of(model, Mnist.Test), Mnist.Test.Labels);

    /// <summary>The share of queries whose label the 5 nearest points tell.</summary>
    public static double Accuracy(float[] points, byte[] labels, float[] queries, byte[] wanted) =>
        new NearestNeighbours(points, labels).Classify(queries, Neighbours).Zip(wanted).Average(pair => pair.First == pair.Second ? 1.0 : 0);

    /// <summary>Pixels in 0..1, image after image.</summary>
    public static float[] Pixels(LabelledImages images) => Array.ConvertAll(images.AllPixels.ToArray(), pixel => pixel / 255f);
}
