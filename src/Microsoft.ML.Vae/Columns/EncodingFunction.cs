using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Columns;

/// <summary>From the pixels of a row to every output.</summary>
internal sealed class EncodingFunction(VaeModel model) : RowFunction(model, model.Input, model.PixelDomain)
{
    // A draw from the prior has the row's condition.
    private readonly OutputKinds _fromRow =
        model.Input.Condition is null ? OutputKinds.FromPixels : OutputKinds.FromPixels | OutputKinds.Sample;

    public override bool ReadsInput(OutputKinds kinds) => (kinds & (_fromRow | OutputKinds.Validity)) != 0;

    protected override void Compute(StoredRows rows, OutputKinds wanted, OutputValues values)
    {
        Tensor? input = ReadsInput(wanted) ? NetworkInput(rows) : null;   // [B, D + C]
        if ((wanted & OutputKinds.FromPixels) != 0)
            AddFromPixels(rows, input!, wanted, values);
        if (wanted.HasFlag(OutputKinds.Sample))
            values.Add(OutputKinds.Sample, Model.MeanImage(DecodeFromPrior(rows, input)));   // [B, D]
    }

    private Tensor DecodeFromPrior(StoredRows rows, Tensor? input)   // -> [B, P]
    {
        Tensor z = Model.Network.Bottleneck.FromPrior(Noise(rows, OutputKinds.Sample));   // [B, Z]
        return Model.Input.Condition is null ? Model.Network.Decoder.call(z) : Model.Network.Decode(z, input!);
    }

    private void AddFromPixels(StoredRows rows, Tensor input, OutputKinds wanted, OutputValues values)
    {
        Posterior q = Model.Network.Encode(input, (wanted & OutputKinds.FromVariance) != 0);      // [B, Z],[B, Z]
        if (wanted.HasFlag(OutputKinds.Mean))
            values.Add(OutputKinds.Mean, q.Mean);
        if (wanted.HasFlag(OutputKinds.LatentIndex))
            values.Add(OutputKinds.LatentIndex, q.Indices!.to(ScalarType.Float32));          // [B, G]
        if (wanted.HasFlag(OutputKinds.LogVariance))
            values.Add(OutputKinds.LogVariance, q.LogVariance!);
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
        if (wanted.HasFlag(OutputKinds.Score))
            values.Add(OutputKinds.Score, Model.NegativeElbo(decoded, input, q));   // [B]
    }
}
