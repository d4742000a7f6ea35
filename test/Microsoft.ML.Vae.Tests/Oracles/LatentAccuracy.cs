using Microsoft.ML.Vae.Results;
using Microsoft.ML.Vae.Samples.Shared.Data;
using Microsoft.ML.Vae.Shared.Idx;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>How well the latents of MNIST tell the digits.</summary>
internal static class LatentAccuracy
{
    /// <summary>The latents of images, one after another.</summary>
    public static float[] Latents(VaeTransformer model, LabelledImages images) =>
        ColumnReader.Vectors(model.Encode(Mnist.View(new MLContext(), images)), model.OutputColumnName).Values;

    /// <summary>The share of test images whose digit the nearest training images' latents tell.</summary>
    public static double Of(VaeTransformer model, LabelledImages training, int neighbours) =>
        new NearestNeighbours(Latents(model, training), training.Labels).Classify(Latents(model, Mnist.Test), neighbours)
            .Zip(Mnist.Test.Labels).Average(pair => pair.First == pair.Second ? 1.0 : 0);

    /// <summary>Pixels in 0..1, image after image.</summary>
    public static float[] Pixels(LabelledImages images) => Array.ConvertAll(images.AllPixels.ToArray(), pixel => pixel / 255f);
}
