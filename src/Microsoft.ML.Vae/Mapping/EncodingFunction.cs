using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Mapping;

/// <summary>From the pixels of a row to every output.</summary>
internal sealed class EncodingFunction(VaeModel model) : RowFunction(model, model.Input, model.Likelihood.Support)
{
    public override bool ReadsInput(Outputs contents) => (contents & Outputs.FromPixels) != 0;

    public override void Compute(OutputBatch batch)
    {
        if (batch.Wants(Outputs.FromPixels))
            ComputeFromPixels(batch);
        if (batch.Wants(Outputs.Sample))
            batch.Store(Outputs.Sample, Model.Picture(Model.Network.Decoder.call(batch.Noise(Outputs.Sample))));   // [B, D]
    }

    private void ComputeFromPixels(OutputBatch batch)
    {
        Tensor x = batch.NetworkInput();                                                         // [B, D]
        if (!batch.Wants(Outputs.FromVariance))
        {
            ComputeFromMean(batch, Model.Network.Encoder.Mean(x));
            return;
        }
        (Tensor mean, Tensor logVariance) = Model.Network.Encoder.call(x);                       // [B, Z],[B, Z]
        if (batch.Wants(Outputs.LogVariance))
            batch.Store(Outputs.LogVariance, logVariance);
        if (batch.Wants(Outputs.LatentSample))
            batch.Store(Outputs.LatentSample, VaeNetwork.Reparameterise(mean, logVariance, batch.Noise(Outputs.LatentSample)));
        Tensor? decoded = ComputeFromMean(batch, mean);                                          // [B, D]
        if (batch.Wants(Outputs.Score))
            batch.Store(Outputs.Score, Model.NegativeElbo(decoded!, x, mean, logVariance));      // [B]
    }

    private Tensor? ComputeFromMean(OutputBatch batch, Tensor mean)
    {
        if (batch.Wants(Outputs.Mean))
            batch.Store(Outputs.Mean, mean);
        if (!batch.Wants(Outputs.FromDecodedMean))
            return null;
        Tensor decoded = Model.Network.Decoder.call(mean);                                       // [B, D]
        if (batch.Wants(Outputs.Reconstruction))
            batch.Store(Outputs.Reconstruction, Model.Picture(decoded));
        return decoded;
    }
}
