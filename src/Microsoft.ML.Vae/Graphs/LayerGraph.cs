namespace Microsoft.ML.Vae.Graphs;

/// <summary>What layers of networks compute, be they this library's or TorchSharp's.</summary>
internal static class LayerGraph
{
    private const double RootHalf = 0.70710678118654752;

    public static OnnxValue LeakyRelu(this OnnxValue x, double slope) => x.Graph.Node("LeakyRelu", [x], ("alpha", (float)slope));

    public static OnnxValue Elu(this OnnxValue x, double alpha) => x.Graph.Node("Elu", [x], ("alpha", (float)alpha));

    public static OnnxValue Gelu(this OnnxValue x) => x * ((x * RootHalf).Erf() + 1) * 0.5;

    /// <summary>A convolution of images, as TorchSharp's with these settings.</summary>
    public static OnnxValue Convolution(
        this OnnxValue x, string operation, IReadOnlyList<OnnxValue> weights, long[] stride, long[] padding,
        params (string, object)[] more) =>
        x.Graph.Node(operation, [x, .. weights], [("strides", stride), ("pads", (long[])[.. padding, .. padding]), .. more]);

    /// <summary>
    /// Over groups of channels of one row. ONNX has it from opset 18 on; before that, it is instance normalization of the groups.
    /// </summary>
    public static OnnxValue GroupNormalization(
        this OnnxValue x, long groups, long[] shape, double epsilon, OnnxValue scale, OnnxValue shift)
    {
        OnnxGraph graph = x.Graph;
        OnnxValue ones = graph.Array("ones", [.. Enumerable.Repeat(1f, (int)groups)], groups);
        OnnxValue zeros = graph.Array("zeros", new float[groups], groups);
        OnnxValue h = graph.Node(
            "InstanceNormalization", [x.Reshape(0, groups, -1), ones, zeros], ("epsilon", (float)epsilon)).Reshape([0, .. shape]);
        return h * scale + shift;
    }

    /// <summary>By running averages.</summary>
    public static OnnxValue BatchNormalization(
        this OnnxValue x, OnnxValue scale, OnnxValue shift, OnnxValue mean, OnnxValue variance, double epsilon) =>
        x.Graph.Node("BatchNormalization", [x, scale, shift, mean, variance], ("epsilon", (float)epsilon));
}
