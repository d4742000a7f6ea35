using Microsoft.ML.Vae.Graphs;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>The nodes and constants of a graph that some of its values need, in their order.</summary>
internal sealed class GraphPart
{
    public GraphPart(OnnxGraph graph, IEnumerable<OnnxValue> outputs)
    {
        HashSet<string> needed = [.. outputs.Select(output => output.Name)];
        List<GraphNode> nodes = [];
        foreach (GraphNode node in graph.Nodes.Reverse().Where(node => needed.Contains(node.Output)))
        {
            nodes.Add(node);
            needed.UnionWith(node.Inputs);
        }
        nodes.Reverse();
        Nodes = nodes;
        Constants = [.. graph.Constants.Where(constant => needed.Contains(constant.Name))];
        Needed = needed;
    }

    public IReadOnlyList<GraphNode> Nodes { get; }

    public IReadOnlyList<GraphConstant> Constants { get; }

    /// <summary>The names of all values that are needed, inputs included.</summary>
    public IReadOnlySet<string> Needed { get; }
}
