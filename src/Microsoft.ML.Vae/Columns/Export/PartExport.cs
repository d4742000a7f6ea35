using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Onnx.Files;
using Microsoft.ML.Vae.Onnx.Graphs;
using Microsoft.ML.Vae.Onnx.Likelihoods;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Columns.Export;

/// <summary>A part of a model as an ONNX file. The caller holds a lease on the model.</summary>
internal sealed class PartExport(VaeModel model, Scoring scoring, ColumnLayout columns, OnnxPart part, OnnxOptions options)
{
    private const string NoiseName = "Noise";
    private const string SlotNoiseName = "SlotNoise";

    private readonly OnnxGraph _graph = new(ModelFileWriter.Opset);
    private readonly List<ModelPort> _inputs = [];
    private readonly List<ModelPort> _outputs = [];

    private string ReconstructionName => columns.Reconstruction ?? "Reconstruction";

    /// <summary>The file that is to be written.</summary>
    public ModelFileWriter Create()
    {
        switch (part)
        {
            case OnnxPart.Decoder:
                AddDecoder();
                break;
            case OnnxPart.Prior:
                AddPrior();
                break;
            default:
                AddColumns();
                break;
        }
        return new ModelFileWriter(_graph, part.ToString(), _inputs, _outputs)
        {
            InHalf = options.HalfPrecisionWeights,
            Metadata = [.. Metadata()],
        };
    }

    private void AddColumns()
    {
        OnnxValue stored = AddInput(
            model.Input.Name, model.Input.ElementType == ScalarType.Byte ? ElementType.Byte : ElementType.Single, model.Input.Size);
        var outputs = new EncodingOutputs(
            _graph, model, scoring, new InputGraph(model.Input, model.PixelDomain, stored, AddCondition()));
        foreach (OutputColumn column in Columns())
            AddOutput(outputs.Of(column), column.Name, TypeOf(column), SizeOf(column));
    }

    private void AddDecoder()
    {
        OnnxValue latent = AddInput(columns.Latent, ElementType.Single, model.LatentDimension);
        DecoderOutput decoded = NetworkGraph.Of(_graph, model.Network).Decode(latent, AddCondition());
        AddOutput(InputGraph.Unscale(model.Input, LikelihoodGraph.Of(model.Likelihood).Mean(decoded)), ReconstructionName);
    }

    private void AddPrior()
    {
        if (!model.Network.Architecture.Latent.HasPrior)
            throw new NotSupportedException("the model is a plain autoencoder, which has no prior to draw from");
        OnnxValue noise = AddInput(NoiseName, ElementType.Single, model.LatentDimension);
        OnnxValue latent = model.Network.Bottleneck.Module is Codebook codebook
            ? new CodebookGraph(_graph, codebook).FromNoise(noise)
            : noise;
        LikelihoodGraph likelihood = LikelihoodGraph.Of(model.Likelihood);
        DecoderOutput decoded = NetworkGraph.Of(_graph, model.Network).Decode(latent, AddCondition());
        OnnxValue row = model.Likelihood.DrawsSamples
            ? likelihood.Draw(decoded, AddInput(SlotNoiseName, ElementType.Single, model.Input.Size))
            : likelihood.Mean(decoded);
        AddOutput(latent, columns.Latent, ElementType.Single, model.LatentDimension);
        AddOutput(InputGraph.Unscale(model.Input, row), columns.Sample ?? "Sample");
    }

    /// <summary>The columns of the part, under their own names or those that they have by default.</summary>
    private IEnumerable<OutputColumn> Columns()
    {
        OutputKinds[] wanted = part switch
        {
            OnnxPart.Encoder => [OutputKinds.Mean, OutputKinds.LogVariance, OutputKinds.LatentIndex],
            OnnxPart.Reconstruction => [OutputKinds.Reconstruction],
            _ => [OutputKinds.Score],
        };
        ColumnLayout all = columns with
        {
            DecodesToImages = false,
            LatentLogVariance = model.HasPosterior ? columns.LatentLogVariance ?? "LatentLogVariance" : null,
            LatentIndex = model.Network.Architecture.Latent.Codebook is null ? null : columns.LatentIndex ?? "LatentIndex",
            Reconstruction = ReconstructionName,
            Score = columns.Score ?? "Score",
            PredictedLabel = scoring.Thresholds is null ? null : columns.PredictedLabel ?? "PredictedLabel",
            PValue = scoring.Calibration is null ? null : columns.PValue ?? "PValue",
        };
        CodebookShape? codebook = model.Network.Architecture.Latent.Codebook;
        return OutputColumns.Create(all, model.LatentDimension, codebook, model.Input, scoring)
            .Where(column => wanted.Contains(column.Content));
    }

    private OnnxValue AddInput(string name, ElementType type, long size)
    {
        OnnxValue value = _graph.Input(name);
        _inputs.Add(new ModelPort(value, name, type, size));
        return value;
    }

    private OnnxValue? AddCondition()
    {
        if (model.Input.Condition is not { } condition)
            return null;
        bool isBoolean = condition.Kind == ConditionKind.Key && KeyNames.OfBoolean.Equals(condition.Names);
        OnnxValue value = condition.Kind switch
        {
            ConditionKind.Key => AddInput(condition.Name, isBoolean ? ElementType.Boolean : ElementType.UInt32, 1),
            _ => AddInput(condition.Name, ElementType.Single, condition.Size),
        };
        return ConditionGraph.ToNumbers(condition, value, isBoolean ? [0, 1] : null);
    }

    private void AddOutput(OnnxValue value, string name) => AddOutput(value, name, ElementType.Single, model.Input.Size);

    private void AddOutput(OnnxValue value, string name, ElementType type, long size)
    {
        bool replacesInput = _inputs.Any(input => input.Name == name);
        _outputs.Add(new ModelPort(value, replacesInput ? name + ".output" : name, type, size));
    }

    private static ElementType TypeOf(OutputColumn column) => column switch
    {
        LatentIndexColumn => ElementType.UInt32,
        PredictedLabelColumn => ElementType.Boolean,
        _ => ElementType.Single,
    };

    private static long SizeOf(OutputColumn column) => column switch
    {
        VectorOutputColumn vector => vector.Size,
        LatentIndexColumn index => index.Codebook.Groups,
        _ => 1,
    };

    private IEnumerable<(string Key, string Value)> Metadata()
    {
        List<(string Key, string Value)> own =
        [
            ("part", part.ToString()),
            ("latent_dimension", model.LatentDimension.ToString(CultureInfo.InvariantCulture)),
            ("likelihood", model.Likelihood.ToString()!),
        ];
        if (model.Input.Condition is { } condition)
            own.Add(("condition", condition.Name));
        if (model.Input.Condition?.Names is { } names)
            own.Add(("condition_labels", JsonSerializer.Serialize(names.All)));
        foreach (string key in options.Metadata.Keys)
        {
            if (own.Any(entry => entry.Key == key))
                throw new ArgumentException($"{nameof(OnnxOptions.Metadata)} has '{key}', which the library writes.", nameof(options));
        }
        return own.Concat(options.Metadata.Select(entry => (entry.Key, entry.Value)));
    }
}
