using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>Stages that halve an image and its mask; the last one becomes a row, followed by the condition.</summary>
internal sealed class ConvolutionalEncoder : nn.Module<Tensor, Tensor>
{
    private readonly ImageLayout _image;
    private readonly ConvolutionalStage[] _stages;
    private readonly bool _hasMask;

    public ConvolutionalEncoder(string name, ConvolutionalPlan plan, bool hasMask, LayerFactory layers) : base(name)
    {
        _image = plan.Image;
        _hasMask = hasMask;
        _stages = new ConvolutionalStage[plan.Channels.Count];
        long inputs = hasMask ? 2 * _image.Channels : _image.Channels;
        for (int i = 0; i < _stages.Length; i++)
        {
            _stages[i] = new ConvolutionalStage(
                $"{i}", layers.Convolution(inputs, plan.Channels[i], stride: 2), plan.Channels[i], plan, layers);
            register_module($"{i}", _stages[i]);
            inputs = plan.Channels[i];
        }
    }

    public override Tensor forward(Tensor input)   // [B, D + M + C] -> [B, F + C]
    {
        long size = _image.Size, seen = _hasMask ? 2 * size : size, condition = input.size(1) - seen;
        Tensor h = ImageRows.ToImages(input.narrow(1, 0, size), _image);                                   // [B, channels, H, W]
        if (_hasMask)
            h = cat([h, ImageRows.ToImages(input.narrow(1, size, size), _image)], 1);                      // [B, 2 channels, H, W]
        foreach (ConvolutionalStage stage in _stages)
            h = stage.call(h);
        h = h.reshape(h.size(0), h.size(1) * h.size(2) * h.size(3));                                       // [B, F]
        return condition == 0 ? h : cat([h, input.narrow(1, seen, condition)], 1);
    }
}
