using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Tests.Networks;

/// <summary>The forward pass of an image network in evaluation mode, in plain C# doubles, from copies of its weights.</summary>
internal sealed class ReferenceImageNetwork(VaeNetwork network)
{
    private readonly ConvolutionalPlan _layers = (ConvolutionalPlan)network.Architecture.Plan;
    private readonly Dictionary<string, double[]> _weights =
        network.state_dict().ToDictionary(entry => entry.Key, entry => TensorValues.ToDoubles(entry.Value));

    public double[] Mean(double[] x)
    {
        ReferenceImage h = ReferenceImage.OfRow(x, _layers.Image);
        for (int i = 0; i < _layers.Channels.Count; i++)
            h = Rest($"encoder.hidden.{i}", h.Convolve(W($"encoder.hidden.{i}.conv.weight"), W($"encoder.hidden.{i}.conv.bias"), stride: 2));
        return Dense("encoder.mean", h.Values);
    }

    public double[] Decode(double[] z)
    {
        List<(int Height, int Width)> sizes = [(_layers.Image.Height, _layers.Image.Width)];
        foreach (int _ in _layers.Channels)
            sizes.Add(((sizes[^1].Height + 1) / 2, (sizes[^1].Width + 1) / 2));
        double[] first = Array.ConvertAll(Dense("decoder.hidden.dense", z), Activate);
        var h = new ReferenceImage(_layers.Channels[^1], sizes[^1].Height, sizes[^1].Width, first);
        for (int i = 0; i < _layers.Channels.Count - 1; i++)
            h = Rest($"decoder.hidden.{i}", Enlarge($"decoder.hidden.{i}.conv", h, sizes[^(i + 2)]));
        return Enlarge("decoder.output.conv", h, sizes[0]).ToRow(_layers.Image.InterleavePixelColors);
    }

    public ReferenceImage Block(string name, ReferenceImage x)
    {
        ReferenceImage h = Normalize($"{name}.norm1", x).Select(Activate).Convolve(W($"{name}.conv1.weight"), W($"{name}.conv1.bias"), stride: 1);
        h = Normalize($"{name}.norm2", h).Select(Activate).Convolve(W($"{name}.conv2.weight"), W($"{name}.conv2.bias"), stride: 1);
        return x.Plus(h);
    }

    /// <summary>What a stage does behind the layer that halves or doubles.</summary>
    private ReferenceImage Rest(string name, ReferenceImage h)
    {
        h = Normalize($"{name}.norm", h).Select(Activate);
        for (int i = 0; i < _layers.ResidualBlocks; i++)
            h = Block($"{name}.block{i}", h);
        return h;
    }

    private ReferenceImage Normalize(string name, ReferenceImage h) => _layers.Normalization switch
    {
        Normalization.None => h,
        Normalization.Batch => h.NormalizeChannels(W($"{name}.running_mean"), W($"{name}.running_var"), W($"{name}.weight"), W($"{name}.bias")),
        _ => h.NormalizeGroups(Enumerable.Range(1, 8).Last(groups => h.Channels % groups == 0), W($"{name}.weight"), W($"{name}.bias")),
    };

    private ReferenceImage Enlarge(string name, ReferenceImage h, (int Height, int Width) size) =>
        h.Enlarge(W($"{name}.weight"), W($"{name}.bias"), size.Height, size.Width);

    private double[] Dense(string name, double[] x)   // [inputs] -> [outputs]
    {
        double[] weight = W($"{name}.weight");
        return [.. W($"{name}.bias").Select((b, row) => b + x.Select((value, i) => weight[row * x.Length + i] * value).Sum())];
    }

    private double Activate(double x) => ReferenceActivation.Of(_layers.Activation, x);

    private double[] W(string name) => _weights[name];
}
