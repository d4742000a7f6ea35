using System.Runtime.InteropServices;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Tests.Columns;

/// <summary>A network's outputs recomputed in plain doubles from its weights.</summary>
internal sealed class PlainNetwork(VaeNetwork network)
{
    private readonly Dictionary<string, float[]> _weights = network.state_dict().ToDictionary(
        entry => entry.Key, entry => MemoryMarshal.Cast<byte, float>(entry.Value.bytes).ToArray());

    public double[] Mean(IReadOnlyList<float> x) => Dense("encoder.mean", Rectify(Dense("encoder.hidden.0", [.. x.Select(value => (double)value)])));

    public double[] Decode(double[] z) => Dense("decoder.output", Rectify(Dense("decoder.hidden.0", z)));

    public double[] BernoulliMean(double[] z) => [.. Decode(z).Select(logit => 1 / (1 + Math.Exp(-logit)))];

    private double[] Dense(string layer, double[] x)   // [inputs] -> [outputs]
    {
        float[] weight = _weights[$"{layer}.weight"];   // [outputs, inputs]
        float[] bias = _weights[$"{layer}.bias"];
        return [.. bias.Select((b, row) => b + x.Select((value, column) => weight[row * x.Length + column] * value).Sum())];
    }

    private static double[] Rectify(double[] x) => [.. x.Select(value => Math.Max(0, value))];
}
