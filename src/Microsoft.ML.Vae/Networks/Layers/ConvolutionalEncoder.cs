using Microsoft.ML.Vae.Networks.Plans;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Networks.Layers;

/// <summary>Stages that halve a picture, and its last form as one row, with the condition beside it.</summary>
internal sealed class ConvolutionalEncoder : nn.Module<Tensor, Tensor>
{
    private readonly ImageLayout _picture;
    private readonly ConvolutionalStage[] _stages;

    public ConvolutionalEncoder(string name, ConvolutionalPlan layers, Generator generator) : base(name)
    {
        _picture = layers.Picture;
        _stages = new ConvolutionalStage[layers.Channels.Count];
        long inputs = _picture.Channels;
        for (int i = 0; i < _stages.Length; i++)
        {
            var conv = new ConvolutionLayer("conv", inputs, layers.Channels[i], stride: 2, generator);
            _stages[i] = new ConvolutionalStage($"{i}", conv, layers.Channels[i], layers, generator);
            register_module($"{i}", _stages[i]);
            inputs = layers.Channels[i];
        }
    }

    public static IEnumerable<(string Name, long[] Shape)> Tensors(string name, ConvolutionalPlan layers)
    {
        long inputs = layers.Picture.Channels;
        for (int i = 0; i < layers.Channels.Count; inputs = layers.Channels[i++])
        {
            foreach (var tensor in ConvolutionLayer.Tensors($"{name}.{i}.conv", inputs, layers.Channels[i]))
                yield return tensor;
            foreach (var tensor in ConvolutionalStage.RestTensors($"{name}.{i}", layers.Channels[i], layers))
                yield return tensor;
        }
    }

    public override Tensor forward(Tensor input)   // [B, D + C] -> [B, F + C]
    {
        long size = _picture.Size, condition = input.size(1) - size;
        Tensor h = ImageRows.ToPictures(condition == 0 ? input : input.narrow(1, 0, size), _picture);   // [B, channels, H, W]
        foreach (ConvolutionalStage stage in _stages)
            h = stage.call(h);
        h = h.reshape(h.size(0), h.size(1) * h.size(2) * h.size(3));                                       // [B, F]
        if (condition == 0)
            return h;
        IList<Tensor> both = [h, input.narrow(1, size, condition)];
        return cat(both, 1);
    }
}
