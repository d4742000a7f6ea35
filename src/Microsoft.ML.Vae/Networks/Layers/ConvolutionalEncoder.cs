using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>Stages that halve an image; the last one becomes a row, followed by the condition.</summary>
internal sealed class ConvolutionalEncoder : nn.Module<Tensor, Tensor>
{
    private readonly ImageLayout _image;
    private readonly ConvolutionalStage[] _stages;

    public ConvolutionalEncoder(string name, ConvolutionalPlan plan, LayerFactory layers) : base(name)
    {
        _image = plan.Image;
        _stages = new ConvolutionalStage[plan.Channels.Count];
        long inputs = _image.Channels;
        for (int i = 0; i < _stages.Length; i++)
        {
            _stages[i] = new ConvolutionalStage(
                $"{i}", layers.Convolution(inputs, plan.Channels[i], stride: 2), plan.Channels[i], plan, layers);
            register_module($"{i}", _stages[i]);
            inputs = plan.Channels[i];
        }
    }

    public override Tensor forward(Tensor input)   // [B, D + C] -> [B, F + C]
    {
        long size = _image.Size, condition = input.size(1) - size;
        Tensor h = ImageRows.ToImages(condition == 0 ? input : input.narrow(1, 0, size), _image);   // [B, channels, H, W]
        foreach (ConvolutionalStage stage in _stages)
            h = stage.call(h);
        h = h.reshape(h.size(0), h.size(1) * h.size(2) * h.size(3));                                       // [B, F]
        return condition == 0 ? h : cat([h, input.narrow(1, size, condition)], 1);
    }
}
