using System.Buffers;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Likelihoods;

/// <summary>The loss of the pixels that are not NaN, which are moved together for it.</summary>
/// <param name="loss">The loss of a row without missing pixels.</param>
/// <param name="variance">What the decoder gives for the variance of pixels.</param>
internal sealed unsafe class ObservedLoss(RowLoss loss, PixelVariance variance) : RowLoss
{
    public override float Differentiate(float* x, float* output, int size, float factor)
    {
        int count = size - Missing(x, size);
        if (count == size)
            return loss.Differentiate(x, output, size, factor);
        float[] room = ArrayPool<float>.Shared.Rent(3 * count + 1);
        fixed (float* pixels = room)
        {
            float* gathered = pixels + count;
            Gather(x, x, pixels, size);
            Gather(x, output, gathered, size);
            if (variance == PixelVariance.Global)
                gathered[count] = output[size];
            else if (variance == PixelVariance.PerPixel)
                Gather(x, output + size, gathered + count, size);
            float value = loss.Differentiate(pixels, gathered, count, factor);
            Scatter(x, gathered, output, size);
            if (variance == PixelVariance.Global)
                output[size] = gathered[count];
            else if (variance == PixelVariance.PerPixel)
                Scatter(x, gathered + count, output + size, size);
            ArrayPool<float>.Shared.Return(room);
            return value;
        }
    }

    private static int Missing(float* x, int size)
    {
        int count = 0;
        for (int i = 0; i < size; i++)
            count += float.IsNaN(x[i]) ? 1 : 0;
        return count;
    }

    private static void Gather(float* x, float* from, float* to, int size)
    {
        for (int i = 0; i < size; i++)
        {
            if (!float.IsNaN(x[i]))
                *to++ = from[i];
        }
    }

    private static void Scatter(float* x, float* from, float* to, int size)
    {
        for (int i = 0; i < size; i++)
            to[i] = float.IsNaN(x[i]) ? 0 : *from++;
    }
}
