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
        Tensor input = batch.NetworkInput();                                                     // [B, D + C]
        (Tensor mean, Tensor? logVariance) = Model.Network.Encode(input);                        // [B, Z],[B, Z]
        if (batch.Wants(Outputs.Mean))
            batch.Store(Outputs.Mean, mean);
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
