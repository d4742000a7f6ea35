using Microsoft.ML.Vae.Kernels;

namespace Microsoft.ML.Vae.Training.Fused.Images;

/// <summary>x + f(x).</summary>
/// <param name="f">Layers that keep the size of an image, and give their own place.</param>
/// <param name="size">Numbers per image, a multiple of the vector's width.</param>
internal sealed unsafe class ResidualRun(ImageRun f, int size) : ImageRun
{
    public override float* Forward(float* input, int images)
    {
        float* output = f.Forward(input, images);
        for (int i = 0; i < images; i++)
            VectorMath.Add(input + (long)i * size, output + (long)i * size, size);
        return output;
    }

    public override void Backward(float* gradient, float* to, float* weights, int images)
    {
        f.Backward(gradient, to, weights, images);
        for (int i = 0; i < images; i++)
            VectorMath.Add(gradient + (long)i * size, to + (long)i * size, size);
    }

    public override void Dispose()
    {
        base.Dispose();
        f.Dispose();
    }
}
