namespace Microsoft.ML.Vae.Onnx.Tests.Fixtures;

/// <summary>
/// ONNX's operators as their specification has them at opset 11, 12 and 17: OnnxRuntime also takes operators and attributes that a file's
/// opset does not have.
/// </summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, (int Since, int Fewest, int Most, string[] Attributes)> _operators = new()
    {
        ["Abs"] = (6, 1, 1, []),
        ["Add"] = (7, 2, 2, []),
        ["And"] = (7, 2, 2, []),
        ["ArgMin"] = (11, 1, 1, ["axis", "keepdims"]),
        ["AveragePool"] = (11, 1, 1, ["kernel_shape", "strides", "pads", "count_include_pad"]),
        ["BatchNormalization"] = (9, 5, 5, ["epsilon"]),
        ["Cast"] = (9, 1, 1, ["to"]),
        ["Clip"] = (11, 3, 3, []),
        ["Concat"] = (11, 1, int.MaxValue, ["axis"]),
        ["Conv"] = (11, 2, 3, ["strides", "pads", "dilations", "group"]),
        ["ConvTranspose"] = (11, 2, 3, ["strides", "pads", "dilations", "group", "output_padding"]),
        ["CumSum"] = (11, 2, 2, []),
        ["Div"] = (7, 2, 2, []),
        ["Elu"] = (6, 1, 1, ["alpha"]),
        ["Equal"] = (11, 2, 2, []),
        ["Erf"] = (9, 1, 1, []),
        ["Exp"] = (6, 1, 1, []),
        ["Flatten"] = (11, 1, 1, ["axis"]),
        ["Floor"] = (6, 1, 1, []),
        ["Gather"] = (11, 2, 2, ["axis"]),
        ["Gemm"] = (11, 2, 3, ["transB", "alpha"]),
        ["Greater"] = (9, 2, 2, []),
        ["Identity"] = (1, 1, 1, []),
        ["InstanceNormalization"] = (6, 3, 3, ["epsilon"]),
        ["IsNaN"] = (9, 1, 1, []),
        ["LeakyRelu"] = (6, 1, 1, ["alpha"]),
        ["Less"] = (9, 2, 2, []),
        ["Log"] = (6, 1, 1, []),
        ["MatMul"] = (9, 2, 2, []),
        ["MaxPool"] = (11, 1, 1, ["kernel_shape", "strides", "pads"]),
        ["Mul"] = (7, 2, 2, []),
        ["Neg"] = (6, 1, 1, []),
        ["Not"] = (1, 1, 1, []),
        ["Or"] = (7, 2, 2, []),
        ["ReduceLogSumExp"] = (11, 1, 1, ["axes", "keepdims"]),
        ["ReduceMax"] = (11, 1, 1, ["axes", "keepdims"]),
        ["ReduceMean"] = (11, 1, 1, ["axes", "keepdims"]),
        ["ReduceMin"] = (11, 1, 1, ["axes", "keepdims"]),
        ["Relu"] = (6, 1, 1, []),
        ["Reshape"] = (5, 2, 2, []),
        ["Shape"] = (1, 1, 1, []),
        ["Sigmoid"] = (6, 1, 1, []),
        ["Sin"] = (7, 1, 1, []),
        ["Slice"] = (11, 4, 4, []),
        ["Softmax"] = (11, 1, 1, ["axis"]),
        ["Softplus"] = (1, 1, 1, []),
        ["Sqrt"] = (6, 1, 1, []),
        ["Sub"] = (7, 2, 2, []),
        ["Tanh"] = (6, 1, 1, []),
        ["Transpose"] = (1, 1, 1, ["perm"]),
        ["Where"] = (9, 3, 3, []),
    };

    /// <summary>Fails unless a file is as ONNX's specification wants it.</summary>
    public static void Check(OnnxFile file)
    {
        HashSet<string> known = [.. file.Inputs];
        foreach (string initializer in file.Initializers)
            known.Add(initializer).ShouldBeTrue($"{initializer} exists twice");
        foreach (OnnxFile.Node node in file.Nodes)
        {
            // The converter's own nodes for the names of slots.
            if (node.Domain != "ai.onnx.ml" || file.Opset >= 13)
                Check(node, file.Opset);
            node.Inputs.ShouldBeSubsetOf(known, $"an input of {node.Operation} is made later or nowhere");
            foreach (string output in node.Outputs)
                known.Add(output).ShouldBeTrue($"{output} exists twice");
        }
        file.Outputs.ShouldBeSubsetOf(known);
        file.Initializers.ShouldBeSubsetOf(file.Nodes.SelectMany(node => node.Inputs), "an initializer that nothing reads");
    }

    private static void Check(OnnxFile.Node node, long opset)
    {
        node.Domain.ShouldBe("", node.Operation);
        // From 13 on the axes of this one are an input.
        (int since, int fewest, int most, string[] attributes) = node.Operation == "ReduceSum"
            ? opset < 13 ? (11, 1, 1, ["axes", "keepdims"]) : (13, 2, 2, ["keepdims"])
            : _operators.TryGetValue(node.Operation, out var entry) ? entry : throw new ShouldAssertException($"{node.Operation} is not in the table");
        opset.ShouldBeGreaterThanOrEqualTo(since, node.Operation);
        node.Inputs.Length.ShouldBeInRange(fewest, most, node.Operation);
        node.Attributes.ShouldBeSubsetOf(attributes, node.Operation);
        node.Attributes.ShouldBeUnique();
    }
}
