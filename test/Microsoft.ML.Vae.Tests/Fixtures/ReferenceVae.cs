using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Networks.Plans;

namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>A network's forward pass in plain C# doubles, from copies of its weights.</summary>
internal sealed class ReferenceVae(VaeNetwork network)
{
    private readonly Dictionary<string, double[]> _weights =
        network.state_dict().ToDictionary(entry => entry.Key, entry => TensorValues.ToDoubles(entry.Value));

    /// <summary>The mean alone, which is all that a plain autoencoder has.</summary>
    public double[] Mean(double[] x) => Dense("encoder.mean", Hidden("encoder", x, ((FullyConnectedPlan)network.Architecture.Plan).EncoderSizes.Count));

    public double[] MeanOf(IReadOnlyList<float> x) => Mean([.. x.Select(value => (double)value)]);

    public (double[] Mean, double[] LogVariance) Encode(double[] x)
    {
        double[] h = Hidden("encoder", x, ((FullyConnectedPlan)network.Architecture.Plan).EncoderSizes.Count);
        return (Dense("encoder.mean", h), Dense("encoder.log_variance", h));
    }

    /// <summary>The outputs for the pixels, then those for their variance, if there are such.</summary>
    public double[] Decode(double[] z)
    {
        double[] h = Hidden("decoder", z, ((FullyConnectedPlan)network.Architecture.Plan).DecoderSizes.Count);
        return [.. Dense("decoder.output", h), .. network.Architecture.PixelVariance switch
        {
            PixelVariance.Global => _weights["decoder.log_variance.bias"],
            PixelVariance.Optimal => [Math.Log(Math.Max(1e-30, _weights["variance.mean_square"].Single()))],
            PixelVariance.PerPixel => Dense("decoder.log_variance", h),
            _ => [],
        }];
    }

    public double[] BernoulliMean(double[] z) => [.. Decode(z).Select(logit => 1 / (1 + Math.Exp(-logit)))];

    public double KlDivergence(double[] x)
    {
        (double[] mean, double[] logVariance) = Encode(x);
        return ReferenceLoss.KlDivergence(mean, logVariance);
    }

    private double[] Hidden(string part, double[] x, int layers)
    {
        for (int i = 0; i < layers; i++)
            x = Array.ConvertAll(Dense($"{part}.hidden.{i}", x), value => Math.Max(value, 0));
        return x;
    }

    private double[] Dense(string name, double[] x)
    {
        (double[] weight, double[] y) = (_weights[$"{name}.weight"], [.. _weights[$"{name}.bias"]]);
        for (int row = 0; row < y.Length; row++)
        {
            for (int i = 0; i < x.Length; i++)
                y[row] += weight[row * x.Length + i] * x[i];
        }
        return y;
    }
}
