using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Onnx.Graphs;

namespace Microsoft.ML.Vae.Onnx.Files;

/// <summary>
/// Adds a graph to one that ML.NET's converter makes. The converter looks every name up among the columns, so that a constant with the name
/// of a column would take that column's place.
/// </summary>
/// <param name="context">The converter's graph.</param>
/// <param name="prefix">Begins the names of what is added.</param>
/// <param name="names">The converter's names of values of the graph: of inputs and outputs at first.</param>
internal sealed class ContextWriter(OnnxContext context, string prefix, Dictionary<string, string> names)
{
    public void Write(GraphPart part)
    {
        foreach (GraphConstant constant in part.Constants)
            names.Add(constant.Name, Hidden(constant.Name, name => Add(constant.Data, name)));
        foreach (GraphNode node in part.Nodes)
        {
            IEnumerable<string> inputs = [.. node.Inputs.Select(input => names[input])];
            if (!names.TryGetValue(node.Output, out string? output))
                names.Add(node.Output, output = Hidden(node.Output, name => context.AddIntermediateVariable(null, name, skip: true)));
            // Without "", the domain would be that of ONNX's operators for machine learning.
            OnnxNode added = context.CreateNode(node.Operation, inputs, [output], context.GetNodeName(prefix + node.Operation), "");
            foreach ((string name, object value) in node.Attributes)
                Add(added, name, value);
        }
    }

    /// <summary>Adds a variable that is none of the columns.</summary>
    private string Hidden(string name, Func<string, string> add)
    {
        string unique = prefix + name;
        for (int i = 1; context.ContainsColumn(unique) || context.IsVariableDefined(unique); i++)
            unique = FormattableString.Invariant($"{prefix}{name}_{i}");
        string variable = add(unique);
        context.RemoveColumn(unique, removeVariable: false);
        return variable;
    }

    private string Add(GraphData data, string name)
    {
        bool isNumber = data.Shape.Count == 0;
        return data.Type switch
        {
            ElementType.Single when isNumber => context.AddInitializer(data.ToArray<float>()[0], name),
            ElementType.Single => context.AddInitializer(data.ToArray<float>(), data.Shape, name),
            ElementType.Double => context.AddInitializer(data.ToArray<double>(), data.Shape, name),
            _ when isNumber => context.AddInitializer(data.ToArray<long>()[0], name),
            _ => context.AddInitializer(data.ToArray<long>(), data.Shape, name),
        };
    }

    private static void Add(OnnxNode node, string name, object value)
    {
        switch (value)
        {
            case long number:
                node.AddAttribute(name, number);
                break;
            case float number:
                node.AddAttribute(name, (double)number);
                break;
            case string text:
                node.AddAttribute(name, text);
                break;
            default:
                node.AddAttribute(name, (IEnumerable<long>)(long[])value);
                break;
        }
    }
}
