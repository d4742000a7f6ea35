using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Mapping;

/// <summary>From the pixels of a row to every output.</summary>
internal sealed class EncodingFunction(VaeModel model) : RowFunction(model, model.Input, model.Likelihood.Support)
{
    // A draw from the prior is of the row's own kind.
    private readonly Outputs _fromRow = model.Input.Condition is null ? Outputs.FromPixels : Outputs.FromPixels | Outputs.Sample;

    public override bool ReadsInput(Outputs contents) => (contents & _fromRow) != 0;

    public override void Compute(OutputBatch batch)
    {
        if (batch.Wants(Outputs.FromPixels))
            ComputeFromPixels(batch);
        if (batch.Wants(Outputs.Sample))
            batch.Store(Outputs.Sample, Model.Picture(DecodeFromPrior(batch)));   // [B, D]
    }

    private Tensor DecodeFromPrior(OutputBatch batch)   // -> [B, P]
    {
        Tensor z = Model.Network.FromPrior(batch.Noise(Outputs.Sample));   // [B, Z]
        return Model.Input.Condition is null ? Model.Network.Decoder.call(z) : Model.Network.Decode(z, batch.NetworkInput());
    }

    private void ComputeFromPixels(OutputBatch batch)
    {
        Tensor input = batch.NetworkInput();                                                     // [B, D + C]
        LatentCode code = Model.Network.Encode(input, batch.Wants(Outputs.FromVariance));
        (Tensor mean, Tensor? logVariance) = code;                                               // [B, Z],[B, Z]
        if (batch.Wants(Outputs.Mean))
            batch.Store(Outputs.Mean, mean);
        if (batch.Wants(Outputs.LatentIndex))
            batch.Store(Outputs.LatentIndex, code.Indices!.to(TorchSharp.torch.ScalarType.Float32));   // [B, G]
        if (batch.Wants(Outputs.LogVariance))
            batch.Store(Outputs.LogVariance, logVariance!);
        if (batch.Wants(Outputs.LatentSample))
            batch.Store(Outputs.LatentSample, VaeNetwork.Reparameterise(mean, logVariance!, batch.Noise(Outputs.LatentSample)));
        if (!batch.Wants(Outputs.FromDecodedMean))
            return;
        Tensor decoded = Model.Network.Decode(mean, input);                                      // [B, P]
        if (batch.Wants(Outputs.Reconstruction))
            batch.Store(Outputs.Reconstruction, Model.Picture(decoded));                         // [B, D]
        if (batch.Wants(Outputs.Score))
            batch.Store(Outputs.Score, Model.NegativeElbo(decoded, input, mean, logVariance));   // [B]
    }
}
