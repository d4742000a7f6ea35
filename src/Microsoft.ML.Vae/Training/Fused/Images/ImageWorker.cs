using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks.Packed;

namespace Microsoft.ML.Vae.Training.Fused.Images;

/// <summary>The layers on images at work on a few rows, from the pixels to the gradients; each thread has its own.</summary>
internal sealed unsafe class ImageWorker : IDisposable
{
    private readonly ImageChain _encoder;
    private readonly ImageChain? _decoder;
    private readonly TransposedConvolutionRun _output;
    private readonly NativeBuffer _gradient;   // with respect to the output's input, then to the smallest image
    private readonly NativeBuffer _first;
    private readonly int _smallest;

    /// <param name="images">The layers.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="rows">The most rows at a time.</param>
    /// <param name="inputStride">From one row that the encoder sees to the next.</param>
    /// <param name="outputStride">From one row that the decoder gives to the next.</param>
    public ImageWorker(PackedImages images, ImageWeights weights, Activation activation, int rows, int inputStride, int outputStride)
    {
        _encoder = Chain(images.Encoder, weights, activation, rows, inputStride)!;
        _decoder = Chain(images.Decoder, weights, activation, rows, inputStride: null);
        _output = new TransposedConvolutionRun(images.Output, weights, rows, outputStride);
        _smallest = images.Smallest.Channels * images.Smallest.Pixels;
        _gradient = Room(images.Output.Grid.Count, images.Output.Product.Inputs);
        _first = Room(images.Smallest.Pixels, images.Smallest.Channels);

        NativeBuffer Room(int pixels, int channels) => new(((long)rows * pixels + MatrixProduct.TileRows) * channels);
    }

    /// <summary>From what the encoder sees to its features.</summary>
    public void Encode(FusedBuffers b, int from, int rows)
    {
        float* smallest = _encoder.Forward(b.Seen + (long)from * b.SeenStride, rows);
        for (int i = 0; i < rows; i++)
            new ReadOnlySpan<float>(smallest + (long)i * _smallest, _smallest).CopyTo(new Span<float>(b.Feature(from + i), _smallest));
    }

    /// <summary>From the decoder's dense layer to the pixels.</summary>
    public void Decode(FusedBuffers b, int from, int rows)
    {
        float* input = b.DecoderHidden[^1].Output(from);
        _output.Forward(_decoder is null ? input : _decoder.Forward(input, rows), b.Output.Output(from), rows);
    }

    /// <summary>From the gradient with respect to the pixels to that with respect to the decoder's dense layer, times its slopes.</summary>
    public void PassBackDecoder(FusedBuffers b, int from, int rows, float* weights)
    {
        float* gradient = _decoder is null ? _first.Data : _gradient.Data;
        _output.Backward(b.Output.Gradient(from), gradient, weights, rows);
        _decoder?.Backward(gradient, _first.Data, weights, rows);
        float* slopes = b.DecoderHidden[^1].Gradient(from);
        VectorMath.Multiply(_first.Data, slopes, slopes, rows * _smallest);
    }

    /// <summary>From the gradient with respect to the features to those of the encoder's weights.</summary>
    public void PassBackEncoder(FusedBuffers b, int from, int rows, float* weights)
    {
        for (int i = 0; i < rows; i++)
        {
            new ReadOnlySpan<float>(b.FeatureGradient(from + i), _smallest)
                .CopyTo(new Span<float>(_first.Data + (long)i * _smallest, _smallest));
        }
        _encoder.Backward(_first.Data, null, weights, rows);
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _decoder?.Dispose();
        _output.Dispose();
        _gradient.Dispose();
        _first.Dispose();
    }

    private static ImageChain? Chain(
        IReadOnlyList<PackedStage> stages, ImageWeights weights, Activation activation, int rows, int? inputStride)
    {
        List<(ImageRun Run, int InputSize, int InputChannels)> runs = [];
        foreach (PackedStage stage in stages)
        {
            PackedConvolution convolution = stage.Convolution;
            runs.Add((Convolve(convolution, runs.Count == 0 ? inputStride : null), convolution.InputSize, Inputs(convolution)));
            runs.Add((Activate(stage.Normalization, convolution), convolution.OutputSize, convolution.Outputs));
            foreach (PackedBlock block in stage.Blocks)
            {
                int size = convolution.OutputSize, channels = convolution.Outputs;
                var body = new ImageChain(
                    [
                        (Activate(block.Normalization1, convolution), size, channels),
                        (Convolve(block.Convolution1, null), size, channels),
                        (Activate(block.Normalization2, convolution), size, channels),
                        (Convolve(block.Convolution2, null), size, channels),
                    ],
                    rows);
                runs.Add((new ResidualRun(body, size), size, channels));
            }
        }
        return runs.Count == 0 ? null : new ImageChain(runs, rows);

        ImageRun Convolve(PackedConvolution convolution, int? stride) => convolution.IsTransposed
            ? new TransposedConvolutionRun(convolution, weights, rows)
            : new ConvolutionRun(convolution, weights, rows, stride ?? convolution.InputSize);

        ActivationRun Activate(PackedNormalization? normalization, PackedConvolution before) => new(
            normalization, activation, weights, before.OutputSize / before.Outputs, before.Outputs, rows);
    }

    private static int Inputs(PackedConvolution convolution) =>
        convolution.IsTransposed ? convolution.Product.Inputs : convolution.Grid.Channels;
}
