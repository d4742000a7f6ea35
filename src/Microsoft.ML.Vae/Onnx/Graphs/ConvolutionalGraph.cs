using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>Convolutional stages, with residual blocks or without.</summary>
internal sealed class ConvolutionalGraph(WeightTable weights, VaeNetwork network, ConvolutionalPlan plan) : BuiltInGraph(weights, network)
{
    private const double Epsilon = 1e-5;   // of torch's normalizations

    private readonly ImageSize[] _sizes = plan.Sizes();

    protected override OnnxValue Hidden(NetworkInput input)
    {
        bool isChain = plan.DenseSizes.Count > 0;
        string stages = isChain ? "encoder.hidden.stages" : "encoder.hidden";
        OnnxValue h = ToImages(input.Pixels);                              // [B, channels, H, W]
        if (input.Mask is { } mask)
            h = OnnxMath.Concat(h, ToImages(mask));                        // [B, 2 channels, H, W]
        for (int i = 0; i < plan.Channels.Count; i++)
        {
            string stage = FormattableString.Invariant($"{stages}.{i}");
            h = Behind(Convolve(h, $"{stage}.conv", stride: 2), stage, plan.Channels[i], _sizes[i + 1]);
        }
        h = h.Flatten();                                                   // [B, F]
        if (input.Condition is { } condition)
            h = OnnxMath.Concat(h, condition);                             // [B, F + C]
        for (int i = 0; i < plan.DenseSizes.Count; i++)
            h = Weights.Dense(h, FormattableString.Invariant($"encoder.hidden.dense.{i}")).Activate(plan.Activation);
        return h;
    }

    protected override OnnxValue Hidden(OnnxValue latent)
    {
        ImageSize first = _sizes[^1];
        OnnxValue h = Weights.Dense(latent, "decoder.hidden.dense").Activate(plan.Activation)
            .Reshape(-1, plan.Channels[^1], first.Height, first.Width);
        for (int i = 0; i < plan.Channels.Count - 1; i++)
        {
            string stage = FormattableString.Invariant($"decoder.hidden.{i}");
            ImageSize size = _sizes[^(i + 2)];
            h = Behind(Double(h, $"{stage}.conv", size, _sizes[^(i + 1)]), stage, plan.Channels[^(i + 2)], size);
        }
        return h;
    }

    protected override OnnxValue Output(OnnxValue h, string name) => ToRows(Double(h, $"{name}.conv", _sizes[0], _sizes[1]));

    /// <summary>Normalization, activation and residual blocks.</summary>
    private OnnxValue Behind(OnnxValue h, string stage, long channels, ImageSize size)
    {
        h = Normalize(h, $"{stage}.norm", channels, size).Activate(plan.Activation);
        for (int i = 0; i < plan.ResidualBlocks; i++)
        {
            string block = FormattableString.Invariant($"{stage}.block{i}");
            OnnxValue rest = Normalize(h, $"{block}.norm1", channels, size).Activate(plan.Activation);
            rest = Convolve(rest, $"{block}.conv1", stride: 1);
            rest = Normalize(rest, $"{block}.norm2", channels, size).Activate(plan.Activation);
            h += Convolve(rest, $"{block}.conv2", stride: 1);
        }
        return h;
    }

    private OnnxValue Convolve(OnnxValue h, string name, long stride) =>
        h.Convolution("Conv", [Weights[$"{name}.weight"], Weights[$"{name}.bias"]], [stride, stride], [1, 1]);

    /// <summary>Twice the size, cut to what a stage of the encoder halved.</summary>
    private OnnxValue Double(OnnxValue h, string name, ImageSize size, ImageSize half)
    {
        OnnxValue doubled = h.Convolution("ConvTranspose", [Weights[$"{name}.weight"], Weights[$"{name}.bias"]], [2, 2], [1, 1]);
        return size == new ImageSize(2 * half.Height, 2 * half.Width) ? doubled : doubled.Slice([0, 0], [size.Height, size.Width], [2, 3]);
    }

    private OnnxValue Normalize(OnnxValue h, string name, long channels, ImageSize size)
    {
        switch (plan.Normalization)
        {
            case Normalization.None:
                return h;
            case Normalization.Batch:
                return h.BatchNormalization(
                    Weights[$"{name}.weight"], Weights[$"{name}.bias"],
                    Weights[$"{name}.running_mean"], Weights[$"{name}.running_var"], Epsilon);
            default:
                long[] shape = [channels, size.Height, size.Width], perChannel = [1, channels, 1, 1];
                return h.GroupNormalization(
                    Networks.Layers.NormalizationLayer.GroupsOf(channels), shape, Epsilon,
                    Weights.Shaped($"{name}.weight", perChannel), Weights.Shaped($"{name}.bias", perChannel));
        }
    }

    private OnnxValue ToImages(OnnxValue rows) => plan.Image.InterleavePixelColors   // [B, D] -> [B, channels, H, W]
        ? rows.Reshape(-1, plan.Image.Height, plan.Image.Width, plan.Image.Channels).Transpose(0, 3, 1, 2)
        : rows.Reshape(-1, plan.Image.Channels, plan.Image.Height, plan.Image.Width);

    private OnnxValue ToRows(OnnxValue images) =>   // [B, channels, H, W] -> [B, D]
        (plan.Image.InterleavePixelColors ? images.Transpose(0, 2, 3, 1) : images).Flatten();
}
