namespace Microsoft.ML.Vae;

/// <summary>
/// A tensor that an ONNX graph computes; see <see cref="OnnxGraph"/>. Arithmetic on values adds nodes, and broadcasts as NumPy does.
/// </summary>
public sealed class OnnxValue
{
    internal OnnxValue(OnnxGraph graph, string name) => (Graph, Name) = (graph, name);

    /// <summary>The value's name within the graph.</summary>
    public string Name { get; }

    internal OnnxGraph Graph { get; }

    /// <summary>The sum.</summary>
    public static OnnxValue operator +(OnnxValue left, OnnxValue right) => Operator("Add", left, right);

    /// <summary>The sum with a number.</summary>
    public static OnnxValue operator +(OnnxValue left, double right) => Operator("Add", left, right);

    /// <summary>The difference.</summary>
    public static OnnxValue operator -(OnnxValue left, OnnxValue right) => Operator("Sub", left, right);

    /// <summary>The difference from a number.</summary>
    public static OnnxValue operator -(OnnxValue left, double right) => Operator("Sub", left, right);

    /// <summary>The product.</summary>
    public static OnnxValue operator *(OnnxValue left, OnnxValue right) => Operator("Mul", left, right);

    /// <summary>The product with a number.</summary>
    public static OnnxValue operator *(OnnxValue left, double right) => Operator("Mul", left, right);

    /// <summary>The quotient.</summary>
    public static OnnxValue operator /(OnnxValue left, OnnxValue right) => Operator("Div", left, right);

    /// <summary>The quotient with a number.</summary>
    public static OnnxValue operator /(OnnxValue left, double right) => Operator("Div", left, right);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static OnnxValue Operator(string operation, OnnxValue left, OnnxValue right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Graph.Node(operation, [left, right]);
    }

    private static OnnxValue Operator(string operation, OnnxValue left, double right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.Graph.Node(operation, [left, left.Graph.Number(right)]);
    }
}
