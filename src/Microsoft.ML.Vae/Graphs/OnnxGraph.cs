using Microsoft.ML.Vae.Graphs;


namespace Microsoft.ML.Vae;

/// <summary>
/// What a network computes, as ONNX operators: <see cref="VaeModule.EncodeToOnnx"/> and <see cref="VaeModule.DecodeToOnnx"/> add theirs. It
/// is written either into a file of its own or by ML.NET's <c>ConvertToOnnx</c>, so operators must be as they are in both
/// <see cref="OpsetVersion"/>s.
/// </summary>
public sealed class OnnxGraph
{
    private readonly List<GraphNode> _nodes = [];
    private readonly Dictionary<string, GraphConstant> _constants = [];
    private readonly Dictionary<double, OnnxValue> _numbers = [];
    private readonly Dictionary<string, OnnxValue> _integers = [];
    private readonly HashSet<string> _names = [];

    internal OnnxGraph(int opsetVersion) => OpsetVersion = opsetVersion;

    /// <summary>The version of ONNX's operators: 11 (ML.NET's converter, which also writes 12) or 17 (a file of its own).</summary>
    public int OpsetVersion { get; }

    internal IReadOnlyList<GraphNode> Nodes => _nodes;

    internal IEnumerable<GraphConstant> Constants => _constants.Values;

    /// <summary>A tensor of the network, which the file will contain.</summary>
    /// <param name="name">Its name. A name that exists gets a number.</param>
    /// <param name="tensor">The tensor, of type Float32, Float64 or Int64. It must live until the graph is written.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The tensor has another type.</exception>
    public OnnxValue Weight(string name, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return Add(name, new GraphTensor(tensor));
    }

    /// <summary>A node with one output.</summary>
    /// <param name="operation">The operator's name, of ONNX's default domain, such as <c>Conv</c>.</param>
    /// <param name="inputs">Its inputs, in their order.</param>
    /// <param name="attributes">Its attributes, each a long, a float or a string, or an array of longs.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An attribute has another type, or an input belongs to another graph.</exception>
    public OnnxValue Node(string operation, IReadOnlyList<OnnxValue> inputs, params (string Name, object Value)[] attributes)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(operation);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(attributes);
        foreach (OnnxValue input in inputs)
        {
            if (input?.Graph != this)
                throw new ArgumentException($"Input '{input}' of {operation} is not a value of this graph.", nameof(inputs));
        }
        foreach ((string name, object value) in attributes)
        {
            if (value is not (long or float or string or long[]))
                throw new ArgumentException(
                    $"Attribute '{name}' of {operation} is {value?.GetType().Name ?? "null"}; must be Int64, Single, String or Int64[].",
                    nameof(attributes));
        }
        var output = new OnnxValue(this, Unique(FormattableString.Invariant($"v{_nodes.Count}")));
        _nodes.Add(new GraphNode(operation, [.. inputs.Select(input => input.Name)], output.Name, attributes));
        return output;
    }

    /// <summary>
    /// What one of TorchSharp's modules computes outside training: <c>Sequential</c>, <c>Linear</c>, convolutions, normalizations,
    /// activations, pooling, <c>Flatten</c>, <c>Unflatten</c>, <c>Dropout</c> and <c>Identity</c>.
    /// </summary>
    /// <param name="module">The module.</param>
    /// <param name="input">Its input.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The input belongs to another graph.</exception>
    /// <exception cref="NotSupportedException">No operators stand for the module, or for one within it.</exception>
    public OnnxValue Apply(nn.Module<Tensor, Tensor> module, OnnxValue input)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(input);
        return input.Graph == this
            ? ModuleGraph.Apply(module, input, module.GetName())
            : throw new ArgumentException($"Input '{input}' is not a value of this graph.", nameof(input));
    }

    /// <summary>The same numbers in another shape.</summary>
    internal OnnxValue Weight(string name, Tensor tensor, long[] shape) => Add(name, new GraphTensor(tensor, shape));

    /// <summary>A number without dimensions.</summary>
    internal OnnxValue Number(double value) => _numbers.TryGetValue(value, out OnnxValue? known)
        ? known
        : _numbers[value] = Array(FormattableString.Invariant($"n{_numbers.Count}"), [(float)value]);

    /// <summary>Numbers of type Single, Double or Int64.</summary>
    internal OnnxValue Array<T>(string name, T[] values, params long[] shape) where T : unmanaged =>
        Add(name, new GraphArray<T>(values, shape));

    /// <summary>Sizes, positions or axes, [N]. Equal ones are the same value.</summary>
    internal OnnxValue Integers(params long[] values)
    {
        string key = string.Join(',', values);
        return _integers.TryGetValue(key, out OnnxValue? known)
            ? known
            : _integers[key] = Array(FormattableString.Invariant($"i{_integers.Count}"), values, values.Length);
    }

    /// <summary>A value that the graph gets from outside.</summary>
    internal OnnxValue Input(string name)
    {
        if (!_names.Add(name))
            throw new ArgumentException($"The graph has two inputs named '{name}'.", nameof(name));
        return new OnnxValue(this, name);
    }

    private OnnxValue Add(string name, GraphData data)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var value = new OnnxValue(this, Unique(name));
        _constants.Add(value.Name, new GraphConstant(value.Name, data));
        return value;
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int i = 1; !_names.Add(unique); i++)
            unique = FormattableString.Invariant($"{name}_{i}");
        return unique;
    }
}
