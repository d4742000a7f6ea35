using TorchSharp.Modules;

namespace Microsoft.ML.Vae.Graphs;

/// <summary>The operators of TorchSharp's modules.</summary>
internal static class ModuleGraph
{
    public static OnnxValue Apply(nn.Module module, OnnxValue x, string name) => module switch
    {
        Sequential sequential => sequential.named_children()
            .Aggregate(x, (h, child) => Apply(child.module, h, name.Length > 0 ? $"{name}.{child.name}" : child.name)),
        Linear linear => Dense(linear, x, name),
        Conv2d conv => Convolve("Conv", conv, x, name),
        ConvTranspose2d conv => Convolve("ConvTranspose", conv, x, name, ("output_padding", conv.output_padding ?? [0, 0])),
        BatchNorm1d or BatchNorm2d => Normalize((NormBase)module, x, name),
        GroupNorm norm => Normalize(norm, x, name),
        LayerNorm norm => Normalize(norm, x, name),
        ReLU => x.Relu(),
        ReLU6 => x.Clip(0, 6),
        LeakyReLU leaky => x.LeakyRelu(leaky.negative_slope),
        ELU elu => x.Elu(elu.alpha),
        CELU celu => Celu(x, celu.alpha),
        GELU { approximate: GELU.Approximate.none } => x.Gelu(),
        SiLU => x * x.Sigmoid(),
        Mish => x * x.Softplus().Tanh(),
        Tanh => x.Tanh(),
        Sigmoid => x.Sigmoid(),
        Softplus { beta: 1 } => x.Softplus(),
        MaxPool2d { ceil_mode: false, dilation: null or [1, 1] or [1] } pool =>
            Pool("MaxPool", x, pool.kernel_size, pool.stride, pool.padding),
        AvgPool2d { ceil_mode: false, divisor_override: null } pool => Pool(
            "AveragePool", x, pool.kernel_size, pool.stride, pool.padding, ("count_include_pad", pool.count_include_pad ? 1L : 0)),
        Flatten { start_dim: 1, end_dim: -1 } => x.Flatten(),
        Unflatten { dim: 1 } unflatten => x.Reshape([-1, .. unflatten.unflattened_size]),
        Dropout or Dropout2d or Identity => x,
        _ => throw new NotSupportedException(
            $"no ONNX operators are known for module '{name}' of type {module.GetType().Name}, or for its settings"),
    };

    private static OnnxValue Dense(Linear linear, OnnxValue x, string name)
    {
        OnnxGraph graph = x.Graph;
        OnnxValue weight = graph.Weight($"{name}.weight", linear.weight!);
        return linear.bias is { } bias
            ? x.Gemm(weight, graph.Weight($"{name}.bias", bias))
            : graph.Node("Gemm", [x, weight], ("transB", 1L));
    }

    private static OnnxValue Convolve(string operation, Convolution conv, OnnxValue x, string name, params (string, object)[] more)
    {
        if (conv.padding_mode != PaddingModes.Zeros || conv.padding_type == Padding.Same)
            throw new NotSupportedException($"module '{name}' pads otherwise than with a number of zeros");
        OnnxValue weight = x.Graph.Weight($"{name}.weight", conv.weight);
        IReadOnlyList<OnnxValue> weights = conv.bias is { } bias ? [weight, x.Graph.Weight($"{name}.bias", bias)] : [weight];
        return x.Convolution(
            operation, weights, Pair(conv.stride, 1), Pair(conv.padding, 0),
            [("dilations", Pair(conv.dilation, 1)), ("group", conv.groups), .. more]);
    }

    private static OnnxValue Normalize(NormBase norm, OnnxValue x, string name)
    {
        if (norm.running_mean is not { } mean || norm.running_var is not { } variance)
            throw new NotSupportedException($"module '{name}' has no running averages, so that a row depends on the others of its batch");
        OnnxGraph graph = x.Graph;
        float[] ones = [.. Enumerable.Repeat(1f, (int)norm.num_features)];
        OnnxValue scale = norm.weight is { } weight
            ? graph.Weight($"{name}.weight", weight) : graph.Array($"{name}.weight", ones, ones.Length);
        OnnxValue shift = norm.bias is { } bias
            ? graph.Weight($"{name}.bias", bias) : graph.Array($"{name}.bias", new float[ones.Length], ones.Length);
        return x.BatchNormalization(
            scale, shift, graph.Weight($"{name}.running_mean", mean), graph.Weight($"{name}.running_var", variance), norm.eps);
    }

    // The shape behind the groups is not known here, so that the shape of the input itself is asked for.
    private static OnnxValue Normalize(GroupNorm norm, OnnxValue x, string name)
    {
        OnnxGraph graph = x.Graph;
        OnnxValue ones = graph.Array("ones", [.. Enumerable.Repeat(1f, (int)norm.num_groups)], norm.num_groups);
        OnnxValue zeros = graph.Array("zeros", new float[norm.num_groups], norm.num_groups);
        OnnxValue groups = graph.Node(
            "InstanceNormalization", [x.Reshape(0, norm.num_groups, -1), ones, zeros], ("epsilon", (float)norm.eps));
        OnnxValue h = graph.Node("Reshape", [groups, graph.Node("Shape", [x])]);
        if (norm.weight is not { } weight || norm.bias is not { } bias)
            return h;
        // Channels come before the pixels: the affine map is that of an average of 0 and a variance of 1.
        long channels = weight.numel();
        return h.BatchNormalization(
            graph.Weight($"{name}.weight", weight), graph.Weight($"{name}.bias", bias),
            graph.Array("mean", new float[channels], channels),
            graph.Array("variance", [.. Enumerable.Repeat(1f, (int)channels)], channels), 0);
    }

    private static OnnxValue Normalize(LayerNorm norm, OnnxValue x, string name)
    {
        if (norm.normalized_shape.Length != 1)
            throw new NotSupportedException($"module '{name}' normalizes more than one dimension");
        OnnxGraph graph = x.Graph;
        OnnxValue centered = x - Mean(x);
        OnnxValue h = centered / (Mean(centered.Square()) + norm.eps).Sqrt();
        if (norm.weight is { } weight)
            h *= graph.Weight($"{name}.weight", weight);
        return norm.bias is { } bias ? h + graph.Weight($"{name}.bias", bias) : h;

        OnnxValue Mean(OnnxValue value) => graph.Node("ReduceMean", [value], ("axes", (long[])[-1]), ("keepdims", 1L));
    }

    private static OnnxValue Celu(OnnxValue x, double alpha) => x.Relu() - ((x / alpha).Neg().Relu().Neg().Exp().Neg() + 1) * alpha;

    private static OnnxValue Pool(
        string operation, OnnxValue x, long[] kernel, long[]? stride, long[]? padding, params (string, object)[] more)
    {
        long[] size = Pair(kernel, 1);
        return x.Convolution(operation, [], Pair(stride ?? size, 1), Pair(padding, 0), [("kernel_shape", size), .. more]);
    }

    private static long[] Pair(long[]? values, long byDefault) => values switch
    {
        null or [] => [byDefault, byDefault],
        [long both] => [both, both],
        _ => values,
    };
}
