
namespace Microsoft.ML.Vae.Graphs;

/// <summary>
/// Operators that are the same from opset 11 to 17, so that both ways of writing a graph take them. Rows are the first dimension.
/// </summary>
internal static class OnnxMath
{
    private const int AxesAreInputs = 13;   // of ReduceSum; of the other reductions from 18 on

    public static OnnxValue Exp(this OnnxValue x) => x.Unary("Exp");

    public static OnnxValue Log(this OnnxValue x) => x.Unary("Log");

    public static OnnxValue Sqrt(this OnnxValue x) => x.Unary("Sqrt");

    public static OnnxValue Abs(this OnnxValue x) => x.Unary("Abs");

    public static OnnxValue Neg(this OnnxValue x) => x.Unary("Neg");

    public static OnnxValue Erf(this OnnxValue x) => x.Unary("Erf");

    public static OnnxValue Floor(this OnnxValue x) => x.Unary("Floor");

    public static OnnxValue Relu(this OnnxValue x) => x.Unary("Relu");

    public static OnnxValue Tanh(this OnnxValue x) => x.Unary("Tanh");

    public static OnnxValue Sigmoid(this OnnxValue x) => x.Unary("Sigmoid");

    /// <summary>log(1 + eˣ), which does not overflow.</summary>
    public static OnnxValue Softplus(this OnnxValue x) => x.Unary("Softplus");

    public static OnnxValue IsNaN(this OnnxValue x) => x.Unary("IsNaN");

    public static OnnxValue Not(this OnnxValue x) => x.Unary("Not");

    public static OnnxValue And(this OnnxValue x, OnnxValue other) => x.Binary("And", other);

    public static OnnxValue Or(this OnnxValue x, OnnxValue other) => x.Binary("Or", other);

    public static OnnxValue Less(this OnnxValue x, OnnxValue other) => x.Binary("Less", other);

    public static OnnxValue Less(this OnnxValue x, double other) => x.Less(x.Graph.Number(other));

    public static OnnxValue Greater(this OnnxValue x, OnnxValue other) => x.Binary("Greater", other);

    public static OnnxValue Greater(this OnnxValue x, double other) => x.Greater(x.Graph.Number(other));

    public static OnnxValue IsEqualTo(this OnnxValue x, OnnxValue other) => x.Binary("Equal", other);

    public static OnnxValue MatMul(this OnnxValue x, OnnxValue matrix) => x.Binary("MatMul", matrix);

    /// <summary>x Wᵀ + b, of rows.</summary>
    public static OnnxValue Gemm(this OnnxValue x, OnnxValue weight, OnnxValue bias) =>
        x.Graph.Node("Gemm", [x, weight, bias], ("transB", 1L));

    /// <summary>One value where this is true, and the other elsewhere.</summary>
    public static OnnxValue Select(this OnnxValue isTrue, OnnxValue then, OnnxValue otherwise) =>
        isTrue.Graph.Node("Where", [isTrue, then, otherwise]);

    public static OnnxValue Select(this OnnxValue isTrue, double then, OnnxValue otherwise) =>
        isTrue.Select(isTrue.Graph.Number(then), otherwise);

    public static OnnxValue Clip(this OnnxValue x, double low, double high) =>
        x.Graph.Node("Clip", [x, x.Graph.Number(low), x.Graph.Number(high)]);

    public static OnnxValue To(this OnnxValue x, ElementType type) => x.Graph.Node("Cast", [x], ("to", (long)type));

    public static OnnxValue Reshape(this OnnxValue x, params long[] shape) =>
        x.Graph.Node("Reshape", [x, x.Graph.Integers(shape)]);

    public static OnnxValue Flatten(this OnnxValue x) => x.Graph.Node("Flatten", [x], ("axis", 1L));

    public static OnnxValue Transpose(this OnnxValue x, params long[] order) => x.Graph.Node("Transpose", [x], ("perm", order));

    /// <summary>Values side by side, or channel after channel.</summary>
    public static OnnxValue Concat(params IReadOnlyList<OnnxValue> values) =>
        values.Count == 1 ? values[0] : values[0].Graph.Node("Concat", values, ("axis", 1L));

    /// <summary>From one number of each row to another.</summary>
    public static OnnxValue Columns(this OnnxValue x, long start, long length) => x.Slice([start], [start + length], [1]);

    public static OnnxValue Slice(this OnnxValue x, long[] starts, long[] ends, long[] axes) =>
        x.Graph.Node("Slice", [x, x.Graph.Integers(starts), x.Graph.Integers(ends), x.Graph.Integers(axes)]);

    /// <summary>The sum of each row, [B, N] -> [B, 1].</summary>
    public static OnnxValue SumRows(this OnnxValue x) => x.Graph.OpsetVersion < AxesAreInputs
        ? x.Graph.Node("ReduceSum", [x], ("axes", (long[])[1]), ("keepdims", 1L))
        : x.Graph.Node("ReduceSum", [x, x.Graph.Integers(1)], ("keepdims", 1L));

    /// <summary>Another reduction of each row, [B, N] -> [B, 1].</summary>
    public static OnnxValue ReduceRows(this OnnxValue x, string reduction) =>
        x.Graph.Node(reduction, [x], ("axes", (long[])[1]), ("keepdims", 1L));

    /// <summary>The rows of a table that indices name, [N] -> [N, …].</summary>
    public static OnnxValue Rows(this OnnxValue indices, OnnxValue table) => table.Graph.Node("Gather", [table, indices], ("axis", 0L));

    public static OnnxValue Square(this OnnxValue x) => x * x;

    private static OnnxValue Unary(this OnnxValue x, string operation) => x.Graph.Node(operation, [x]);

    private static OnnxValue Binary(this OnnxValue x, string operation, OnnxValue other) => x.Graph.Node(operation, [x, other]);
}
