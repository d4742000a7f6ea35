using Microsoft.ML.Vae.Kernels;
using Microsoft.ML.Vae.Networks.Layers;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Networks.Packed;

/// <summary>The layers of a convolutional or residual network that work on images.</summary>
internal sealed unsafe class PackedImages
{
    private const int Kernel = 3;
    private const int DoublingKernel = 4;

    private readonly ConvolutionalPlan _plan;
    private readonly ImageSize[] _sizes;

    /// <param name="plan">Group normalization or none, hidden channels that are multiples of the vector's width.</param>
    public PackedImages(ConvolutionalPlan plan)
    {
        _plan = plan;
        _sizes = plan.Sizes();
    }

    /// <summary>From the image to the smallest one.</summary>
    public IReadOnlyList<PackedStage> Encoder { get; private set; } = [];

    /// <summary>From the smallest image to what the output takes.</summary>
    public IReadOnlyList<PackedStage> Decoder { get; private set; } = [];

    /// <summary>Gives the image its full size; set once the decoder is packed.</summary>
    public PackedConvolution Output { get; private set; } = null!;

    /// <summary>Channels and pixels of the smallest image.</summary>
    public (int Channels, int Pixels) Smallest => (_plan.Channels[^1], checked((int)_sizes[^1].Area));

    /// <summary>All convolutions.</summary>
    public IEnumerable<PackedConvolution> Convolutions =>
        Encoder.Concat(Decoder).SelectMany(stage => (PackedConvolution[])
        [
            stage.Convolution, .. stage.Blocks.SelectMany(block => (PackedConvolution[])[block.Convolution1, block.Convolution2]),
        ]).Append(Output);

    /// <summary>All normalizations.</summary>
    public IEnumerable<PackedNormalization> Normalizations =>
        Encoder.Concat(Decoder).SelectMany(stage => (PackedNormalization?[])
        [
            stage.Normalization, .. stage.Blocks.SelectMany(block => (PackedNormalization?[])[block.Normalization1, block.Normalization2]),
        ]).OfType<PackedNormalization>();

    /// <summary>Why a network's images cannot be packed; null: they can.</summary>
    public static string? Obstacle(ConvolutionalPlan plan) =>
        plan.Normalization == Normalization.Batch ? "batch normalization sees rows together"
        : plan.Channels.Any(channels => channels % VectorMath.Width != 0)
            ? FormattableString.Invariant($"its channels are not multiples of {VectorMath.Width}")
        : null;

    /// <summary>Lays out the encoder's layers.</summary>
    /// <param name="prefix">Of their names.</param>
    /// <param name="length">Where they begin, and then where they end.</param>
    public void PackEncoder(string prefix, ref long length)
    {
        var stages = new PackedStage[_plan.Channels.Count];
        for (int i = 0; i < stages.Length; i++)
        {
            int channels = _plan.Channels[i];
            ImageGrid grid = i == 0 ? Framed(Kernel, _sizes[1]) : Grid(_sizes[i], _plan.Channels[i - 1], Kernel, 2, _sizes[i + 1]);
            var convolution = new PackedConvolution(
                $"{prefix}.{i}.conv", Add(grid.WindowSize, channels, ref length), grid, IsTransposed: false);
            stages[i] = Stage(convolution, $"{prefix}.{i}", _sizes[i + 1], channels, ref length);
        }
        Encoder = stages;
    }

    /// <summary>Lays out the decoder's layers.</summary>
    /// <param name="prefix">Of the names of the hidden ones.</param>
    /// <param name="output">The name of the last.</param>
    /// <param name="length">Where they begin, and then where they end.</param>
    public void PackDecoder(string prefix, string output, ref long length)
    {
        var stages = new PackedStage[_plan.Channels.Count - 1];
        for (int i = 0; i < stages.Length; i++)
        {
            int inputs = _plan.Channels[^(i + 1)], channels = _plan.Channels[^(i + 2)];
            ImageSize size = _sizes[^(i + 2)];
            stages[i] = Stage(
                Doubling($"{prefix}.{i}.conv", inputs, Grid(size, channels, DoublingKernel, 2, _sizes[^(i + 1)]), ref length),
                $"{prefix}.{i}", size, channels, ref length);
        }
        Decoder = stages;
        Output = Doubling(output, _plan.Channels[0], Framed(DoublingKernel, _sizes[1]), ref length);
    }

    /// <summary>Copies between the network's tensors and the block.</summary>
    public void Copy(IReadOnlyDictionary<string, Tensor> tensors, float* block, bool toBlock)
    {
        foreach (PackedConvolution convolution in Convolutions)
            convolution.Copy(tensors, block, toBlock);
        foreach (PackedNormalization normalization in Normalizations)
            normalization.Copy(tensors, block, toBlock);
    }

    private PackedStage Stage(PackedConvolution convolution, string name, ImageSize size, int channels, ref long length)
    {
        PackedNormalization? normalization = Normalize($"{name}.norm", channels, ref length);
        var blocks = new PackedBlock[_plan.ResidualBlocks];
        for (int i = 0; i < blocks.Length; i++)
        {
            string block = $"{name}.block{i}";
            PackedNormalization? first = Normalize($"{block}.norm1", channels, ref length);
            PackedConvolution conv1 = Same($"{block}.conv1", size, channels, ref length);
            PackedNormalization? second = Normalize($"{block}.norm2", channels, ref length);
            blocks[i] = new PackedBlock(first, conv1, second, Same($"{block}.conv2", size, channels, ref length));
        }
        return new PackedStage(convolution, normalization, blocks);
    }

    private static PackedConvolution Same(string name, ImageSize size, int channels, ref long length)
    {
        ImageGrid grid = Grid(size, channels, Kernel, 1, size);
        return new PackedConvolution(name, Add(grid.WindowSize, channels, ref length), grid, IsTransposed: false);
    }

    private static PackedConvolution Doubling(string name, int inputs, ImageGrid grid, ref long length) =>
        new(name, Add(inputs, grid.WindowSize, ref length), grid, IsTransposed: true);

    private PackedNormalization? Normalize(string name, int channels, ref long length)
    {
        if (_plan.Normalization == Normalization.None)
            return null;
        var normalization = new PackedNormalization(name, channels, (int)NormalizationLayer.GroupsOf(channels), length);
        length = normalization.End;
        return normalization;
    }

    /// <summary>Windows on an image in the order of the rows that users give.</summary>
    private ImageGrid Framed(int kernel, ImageSize windows)
    {
        ImageLayout image = _plan.Image;
        ImageGrid grid = Grid(_sizes[0], image.Channels, kernel, 2, windows);
        return image.InterleavePixelColors
            ? grid
            : grid with { RowStride = image.Width, PixelStride = 1, ChannelStride = image.Height * image.Width };
    }

    private static ImageGrid Grid(ImageSize image, int channels, int kernel, int stride, ImageSize windows) =>
        new(image.Height, image.Width, channels, kernel, stride, windows.Height, windows.Width);

    private static PackedLayer Add(int inputs, int outputs, ref long length)
    {
        var layer = new PackedLayer(inputs, outputs, length);
        length = layer.End;
        return layer;
    }
}
