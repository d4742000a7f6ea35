using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Onnx.Files;
using Microsoft.ML.Vae.Onnx.Graphs;

namespace Microsoft.ML.Vae.Columns.Export;

/// <summary>What ML.NET's <c>ConvertToOnnx</c> makes of a view of this library.</summary>
internal sealed class ConverterExport(OnnxContext context, ColumnBinding binding, IDataView source)
{
    private const int Opset = 11;
    private const string Step = "Variational autoencoder";

    private readonly Dictionary<string, string> _names = [];

    public void Run()
    {
        context.CheckOpSetVersion(Opset, Step);
        PixelColumn column = binding.Function.Input;
        using IChannel channel = binding.Context.Start("ConvertToOnnx");
        new ConverterFaults(context, binding.Context, channel).Check(source, column);

        var graph = new OnnxGraph(Opset);
        using VaeModel.Lease lease = binding.Function.Model.Use();
        List<(OutputColumn Column, OnnxValue Value)> outputs = [];
        List<(OutputColumn Column, string Reason)> refused = [];
        Lazy<GraphOutputs> values = new(() => Describe(graph, column));
        foreach (OutputColumn output in binding.Outputs)
        {
            try
            {
                outputs.Add((output, values.Value.Of(output)));
            }
            catch (NotSupportedException e)
            {
                refused.Add((output, e.Message));
            }
        }
        Write(graph, outputs);
        // Whatever needs one of these fails, and so does the converter if it is to be an output.
        foreach ((OutputColumn output, string reason) in refused)
        {
            context.RemoveColumn(output.Name, removeVariable: false);
            channel.Warning(MessageSensitivity.None, $"Column '{output.Name}' cannot be exported to ONNX: {reason}. "
                + "Name the columns to keep in the argument outputColumnNames of ConvertToOnnx, and leave out steps that read this one.");
        }
    }

    private GraphOutputs Describe(OnnxGraph graph, PixelColumn column)
    {
        if (column.IsImage)
        {
            throw new NotSupportedException($"column '{column.Name}' holds images, for which ONNX has no type: train on the vectors of "
                + $"ExtractPixels, or write a file with {nameof(VaeTransformer)}.{nameof(VaeTransformer.SaveOnnx)}");
        }
        OnnxValue stored = Read(graph, column.Name);
        OnnxValue? condition = null;
        if (column.Condition is { } known)
            condition = ConditionGraph.ToNumbers(known, Read(graph, known.Name), ConditionGraph.KeysOf(known, source.Schema[known.Name]));
        var item = ((VectorDataViewType)source.Schema[column.Name].Type).ItemType;
        return binding.Function.Describe(graph, new InputGraph(column, binding.Function.PixelDomain, stored, condition)
        {
            IsSingle = item.RawType == typeof(float),
        });
    }

    /// <summary>A column as rows of numbers.</summary>
    private OnnxValue Read(OnnxGraph graph, string name)
    {
        if (!context.ContainsColumn(name))
        {
            throw binding.Context.Except($"Column '{name}' comes from a step that has no ONNX form. Convert the steps behind it alone: "
                + "give ConvertToOnnx data that hold the column, for example those of mlContext.Data.Cache");
        }
        OnnxValue value = graph.Input(name);
        string variable = context.GetVariableName(name);
        _names.Add(value.Name, variable);
        return context.RetrieveShapeOrNull(variable) is { Count: > 2 } ? value.Flatten() : value;
    }

    private void Write(OnnxGraph graph, List<(OutputColumn Column, OnnxValue Value)> outputs)
    {
        var copies = new List<OnnxValue>();
        foreach ((OutputColumn column, OnnxValue value) in outputs)
        {
            OnnxValue copy = graph.Node("Identity", [value]);
            _names.Add(copy.Name, context.AddIntermediateVariable(binding.OutputSchema[column.Name].Type, column.Name));
            copies.Add(copy);
        }
        string prefix = outputs.Count > 0 ? $"{outputs[0].Column.Name}.vae/" : "vae/";
        new ContextWriter(context, prefix, _names).Write(new GraphPart(graph, copies));
    }
}
