using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Onnx.Graphs;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Columns.Export;

/// <summary>What a transformer adds to a row.</summary>
internal sealed class EncodingOutputs(OnnxGraph graph, VaeModel model, Scoring scoring, InputGraph input) : GraphOutputs
{
    private EncodedGraph? _encoded;
    private ScoreGraph? _score;
    private OnnxValue? _isValid;

    public EncodedGraph Encoded => _encoded ??= new EncodedGraph(graph, model, input);

    public ScoreGraph Score => _score ??= new ScoreGraph(model, scoring, Encoded);

    public override OnnxValue Of(OutputColumn column) => column switch
    {
        ImageOutputColumn or HeatMapColumn => throw IsImage(column.Name),
        ValidityColumn => IsValid,
        LatentIndexColumn => Valid(Encoded.Indices!.To(ElementType.Int64), missing: graph.Array("none", [0L])).To(ElementType.UInt32),
        ScoreColumn => Valid(Score.Score),
        PredictedLabelColumn => MarksInvalid ? Score.IsAnomaly().Or(IsValid.Not()) : Score.IsAnomaly(),
        PValueColumn => Valid(Score.PValue()),
        _ => Valid(column.Content switch
        {
            OutputKinds.Mean => Encoded.Latent,
            OutputKinds.LogVariance => Encoded.LogVariance!,
            OutputKinds.Reconstruction => Encoded.Reconstruction,
            OutputKinds.Contributions => Score.Contributions(),
            _ => throw new NotSupportedException(
                $"column '{column.Name}' holds draws that depend on the row's id or its seed, for which ONNX has no operators"),
        }),
    };

    private bool MarksInvalid => model.Rules.OnInvalidRow == InvalidInputBehavior.Missing;

    private OnnxValue IsValid => _isValid ??= input.IsValid();

    private OnnxValue Valid(OnnxValue value, OnnxValue? missing = null) =>
        MarksInvalid ? IsValid.Select(value, missing ?? graph.Number(double.NaN)) : value;
}
