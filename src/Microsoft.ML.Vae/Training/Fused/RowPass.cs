using System.Runtime.CompilerServices;
using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Likelihoods;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Networks.Packed;
using Microsoft.ML.Vae.Training.Fused.Images;

namespace Microsoft.ML.Vae.Training.Fused;

/// <summary>What a step computes row by row: outputs, losses, and the gradients that pass back through the layers.</summary>
/// <param name="network">The layers.</param>
/// <param name="architecture">Their sizes.</param>
/// <param name="loss">−log p(x|z).</param>
/// <param name="products">The layers' products.</param>
internal sealed unsafe class RowPass(PackedNetwork network, VaeArchitecture architecture, RowLoss loss, IProducts products)
{
    private readonly int _latents = architecture.LatentDimension;
    private readonly bool _hasPosterior = architecture.Latent.HasPosterior;

    /// <summary>q(z|x), the draw of z and its divergence.</summary>
    /// <param name="b">The batch.</param>
    /// <param name="weights">Of the network.</param>
    /// <param name="from">The first row.</param>
    /// <param name="rows">How many; a multiple of the height of a tile.</param>
    /// <param name="count">Rows of the whole batch; those behind are there to fill a tile.</param>
    /// <param name="images">The layers on images, if there are any.</param>
    public void Encode(FusedBuffers b, float* weights, int from, int rows, int count, ImageWorker? images)
    {
        images?.Encode(b, from, rows);
        foreach (FusedLayer layer in b.EncoderHidden)
        {
            products.Forward(layer, weights, from, rows);
            Activate(layer, from, rows);
        }
        products.Forward(b.Head, weights, from, rows);
        for (int row = from; row < Math.Min(from + rows, count); row++)
            b.Divergence[row] = _hasPosterior ? Draw(b, row) : Copy(b, row);
    }

    /// <summary>The losses, and the gradients with respect to every layer's products.</summary>
    /// <param name="b">The batch.</param>
    /// <param name="weights">Of the network.</param>
    /// <param name="target">What the loss compares with, in rows as wide as the encoder's input.</param>
    /// <param name="divergence">The weight of each dimension's divergence.</param>
    /// <param name="from">The first row.</param>
    /// <param name="rows">How many; a multiple of the height of a tile.</param>
    /// <param name="count">Rows of the whole batch.</param>
    /// <param name="share">Of a row in the mean that is the loss.</param>
    /// <param name="images">The layers on images, which <see cref="Encode"/> had for these rows.</param>
    /// <param name="gradients">Of the weights of those layers, to be added to.</param>
    public void Decode(
        FusedBuffers b, float* weights, float* target, ReadOnlySpan<float> divergence, int from, int rows, int count, float share,
        ImageWorker? images, ImageGradients? gradients)
    {
        foreach (FusedLayer layer in b.DecoderHidden)
        {
            products.Forward(layer, weights, from, rows);
            Activate(layer, from, rows);
        }
        if (images is null)
            products.Forward(b.Output, weights, from, rows);
        else
            images.Decode(b, from, rows);
        Compare(b, target, from, rows, count, share);
        FusedLayer above = b.Output;
        int last = b.DecoderHidden.Length - 1;
        if (images is not null)
        {
            images.PassBackDecoder(b, from, rows, gradients!.Decoder);
            above = b.DecoderHidden[last--];
        }
        for (int i = last; i >= 0; above = b.DecoderHidden[i--])
            products.Backward(above, weights, b.DecoderHidden[i].Gradient(from), from, rows);
        int latentStride = above.Layer.InputStride;
        float* gradient = b.LatentGradient + (long)from * latentStride;
        new Span<float>(gradient, rows * latentStride).Fill(1);
        products.Backward(above, weights, gradient, from, rows);
        for (int row = from; row < from + rows; row++)
            Regularize(b, divergence, row, row < count ? share : 0);
        above = b.Head;
        for (int i = b.EncoderHidden.Length - 1; i >= 0; above = b.EncoderHidden[i--])
            products.Backward(above, weights, b.EncoderHidden[i].Gradient(from), from, rows);
        if (images is null)
        {
            products.Backward(above, weights, null, from, rows);
            return;
        }
        gradient = b.FeatureGradient(from);
        new Span<float>(gradient, rows * above.Layer.InputStride).Fill(1);
        products.Backward(above, weights, gradient, from, rows);
        images.PassBackEncoder(b, from, rows, gradients!.Encoder);
    }

    private void Activate(FusedLayer layer, int from, int rows) =>
        ActivationKernel.Apply(network.Activation, layer.Output(from), layer.Gradient(from), (long)rows * layer.Layer.OutputStride);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float Draw(FusedBuffers b, int row)
    {
        float* head = b.Head.Output(row), z = b.Latent + (long)row * VectorMath.Pad(architecture.DecoderInputSize);
        long at = (long)row * _latents;
        float sum = 0;
        for (int j = 0; j < _latents; j++)
        {
            float mean = head[j];
            (float logVariance, b.BoundSlope[at + j]) = LogVarianceBound.Apply(head[_latents + j]);
            float deviation = MathF.Exp(0.5f * logVariance);
            b.Deviation[at + j] = deviation;
            z[j] = mean + deviation * b.Noise[at + j];
            float divergence = 0.5f * (mean * mean + deviation * deviation - 1 - logVariance);
            b.DivergencePerDimension[at + j] = divergence;
            sum += divergence;
        }
        return sum;
    }

    private float Copy(FusedBuffers b, int row)
    {
        float* z = b.Latent + (long)row * VectorMath.Pad(architecture.DecoderInputSize);
        new ReadOnlySpan<float>(b.Head.Output(row), _latents).CopyTo(new Span<float>(z, _latents));
        return 0;
    }

    private void Compare(FusedBuffers b, float* target, int from, int rows, int count, float share)
    {
        int stride = VectorMath.Pad(architecture.EncoderInputSize), outputStride = b.Output.Layer.OutputStride;
        for (int row = from; row < from + rows; row++)
        {
            if (row >= count)
            {
                new Span<float>(b.Output.Gradient(row), outputStride).Clear();
                continue;
            }
            float* x = target + (long)row * stride;
            b.Reconstruction[row] = loss.Differentiate(x, b.Output.Output(row), architecture.InputSize, share);
        }
    }

    /// <summary>From the gradient with respect to z to that with respect to the encoder's outputs, in their place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Regularize(FusedBuffers b, ReadOnlySpan<float> weights, int row, float share)
    {
        float* head = b.Head.Output(row), gradient = b.LatentGradient + (long)row * VectorMath.Pad(architecture.DecoderInputSize);
        if (!_hasPosterior)
        {
            new ReadOnlySpan<float>(gradient, _latents).CopyTo(new Span<float>(head, _latents));
            return;
        }
        if (share == 0)
        {
            new Span<float>(head, b.Head.Layer.OutputStride).Clear();
            return;
        }
        long at = (long)row * _latents;
        for (int j = 0; j < _latents; j++)
        {
            float weight = weights[j] * share, deviation = b.Deviation[at + j];
            head[j] = gradient[j] + weight * head[j];
            float variance = gradient[j] * b.Noise[at + j] * deviation + weight * (deviation * deviation - 1);
            head[_latents + j] = 0.5f * variance * b.BoundSlope[at + j];
        }
    }
}
