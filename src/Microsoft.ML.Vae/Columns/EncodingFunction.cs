using Microsoft.ML.Vae.Columns.Export;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks.Packed;
using Microsoft.ML.Vae.Onnx.Graphs;
using Microsoft.ML.Vae.Scores;

namespace Microsoft.ML.Vae.Columns;

/// <summary>From the pixels of a row to every output.</summary>
internal sealed class EncodingFunction(VaeModel model, RowScorer scorer) : RowFunction(model, model.Input, model.PixelDomain)
{
    // A draw from the prior has the row's condition.
    private readonly OutputKinds _fromRow =
        model.Input.Condition is null ? OutputKinds.FromPixels : OutputKinds.FromPixels | OutputKinds.Sample;

    private const OutputKinds FromEncoding = OutputKinds.Mean | OutputKinds.LogVariance;

    public override string? SeedColumn => Model.SampleSeedColumn;

    public override bool ReadsInput(OutputKinds kinds) => (kinds & (_fromRow | OutputKinds.Validity)) != 0;

    public override GraphOutputs Describe(OnnxGraph graph, InputGraph input) => new EncodingOutputs(graph, Model, scorer.Scoring, input);

    public override PackedEncoder? EncoderOf(OutputKinds wanted) => (wanted & FromEncoding) == wanted ? Model.PackedEncoder : null;

    protected override void Compute(StoredRows rows, OutputKinds wanted, OutputValues values)
    {
        if (Model.PackedEncoder is { } packed && (wanted & OutputKinds.FromPixels) != 0)
        {
            values.Add(packed.Encode(Input, rows.Stored, rows.Count, (wanted & OutputKinds.FromVariance) != 0));
            if ((wanted & FromEncoding) == wanted)
                return;   // one row costs less than a tensor
        }
        Tensor? input = ReadsInput(wanted) ? NetworkInput(rows) : null;   // [B, D + C]
        if ((wanted & OutputKinds.FromPixels) != 0)
            AddFromPixels(rows, input!, wanted, values);
        if (wanted.HasFlag(OutputKinds.Sample))
        {
            Tensor decoded = DecodeFromPrior(rows, input);                                                                   // [B, P]
            values.Add(OutputKinds.Sample, Model.SampleImage(decoded, () => PixelNoise(rows, Model.SampleSeed)));   // [B, D]
        }
    }

    private Tensor DecodeFromPrior(StoredRows rows, Tensor? input)   // -> [B, P]
    {
        Tensor z = Model.Network.Bottleneck.FromPrior(Noise(rows, OutputKinds.Sample));   // [B, Z]
        return Model.Input.Condition is null ? Model.Network.Decode(z) : Model.Network.Decode(z, input!);
    }

    private void AddFromPixels(StoredRows rows, Tensor input, OutputKinds wanted, OutputValues values)
    {
        Posterior q = Model.PackedEncoder is null ? Encode(input, wanted, values) : Encoded(rows.Count, wanted, values);   // [B, Z],[B, Z]
        if (wanted.HasFlag(OutputKinds.LatentSample))
        {
            Tensor noise = Noise(rows, OutputKinds.LatentSample);
            values.Add(OutputKinds.LatentSample, GaussianBottleneck.Reparameterize(q.Mean, q.LogVariance!, noise));
        }
        if ((wanted & OutputKinds.FromDecodedMean) == 0)
            return;
        Tensor decoded = Model.Network.Decode(q.Mean, input);                                     // [B, P]
        if (wanted.HasFlag(OutputKinds.Reconstruction))
            values.Add(OutputKinds.Reconstruction, Model.MeanImage(decoded));                   // [B, D]
        if ((wanted & (OutputKinds.Score | OutputKinds.Contributions)) == 0)
            return;
        ScoredRows scored = scorer.Rows(rows.Inputs, rows.Count, input, q, decoded);
        if (wanted.HasFlag(OutputKinds.Score))
            values.Add(OutputKinds.Score, scorer.Score(scored));                                   // [B]
        if (wanted.HasFlag(OutputKinds.Contributions))
            values.Add(OutputKinds.Contributions, scorer.Contributions(scored));                    // [B, D]
    }

    private Posterior Encode(Tensor input, OutputKinds wanted, OutputValues values)
    {
        Posterior q = Model.Network.Encode(input, (wanted & OutputKinds.FromVariance) != 0);
        if (wanted.HasFlag(OutputKinds.Mean))
            values.Add(OutputKinds.Mean, q.Mean);
        if (wanted.HasFlag(OutputKinds.LatentIndex))
            values.Add(OutputKinds.LatentIndex, q.Indices!.to(ScalarType.Float32));   // [B, G]
        if (wanted.HasFlag(OutputKinds.LogVariance))
            values.Add(OutputKinds.LogVariance, q.LogVariance!);
        return q;
    }

    private Posterior Encoded(int count, OutputKinds wanted, OutputValues values)
    {
        Tensor mean = tensor(values.All(OutputKinds.Mean), [count, Model.LatentDimension], device: CPU);
        return new Posterior(mean, mean, (wanted & OutputKinds.FromVariance) != 0 && Model.HasPosterior
            ? tensor(values.All(OutputKinds.LogVariance), [count, Model.LatentDimension], device: CPU)
            : null);
    }
}
