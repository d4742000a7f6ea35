using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Columns;

/// <summary>From the pixels of a row to every output.</summary>
internal sealed class EncodingFunction(VaeModel model) : RowFunction(model, model.Input, model.Likelihood.PixelDomain)
{
    // A draw from the prior is of the row's own kind.
    private readonly OutputKinds _fromRow = model.Input.Condition is null ? OutputKinds.FromPixels : OutputKinds.FromPixels | OutputKinds.Sample;

    public override bool ReadsInput(OutputKinds contents) => (contents & _fromRow) != 0;

    public override void Compute(OutputBatch batch)
    {
        if (batch.Wants(OutputKinds.FromPixels))
            ComputeFromPixels(batch);
        if (batch.Wants(OutputKinds.Sample))
            batch.Store(OutputKinds.Sample, Model.Picture(DecodeFromPrior(batch)));   // [B, D]
    }

    private Tensor DecodeFromPrior(OutputBatch batch)   // -> [B, P]
    {
        Tensor z = Model.Network.Bottleneck.FromPrior(batch.Noise(OutputKinds.Sample));   // [B, Z]
        return Model.Input.Condition is null ? Model.Network.Decoder.call(z) : Model.Network.Decode(z, batch.NetworkInput());
    }

    private void ComputeFromPixels(OutputBatch batch)
    {
        Tensor input = batch.NetworkInput();                                                     // [B, D + C]
        Posterior q = Model.Network.Encode(input, batch.Wants(OutputKinds.FromVariance));        // [B, Z],[B, Z]
        if (batch.Wants(OutputKinds.Mean))
            batch.Store(OutputKinds.Mean, q.Mean);
        if (batch.Wants(OutputKinds.LatentIndex))
            batch.Store(OutputKinds.LatentIndex, q.Indices!.to(TorchSharp.torch.ScalarType.Float32));   // [B, G]
        if (batch.Wants(OutputKinds.LogVariance))
            batch.Store(OutputKinds.LogVariance, q.LogVariance!);
        if (batch.Wants(OutputKinds.LatentSample))
            batch.Store(OutputKinds.LatentSample, GaussianBottleneck.Reparameterize(q.Mean, q.LogVariance!, batch.Noise(OutputKinds.LatentSample)));
        if (!batch.Wants(OutputKinds.FromDecodedMean))
            return;
        Tensor decoded = Model.Network.Decode(q.Mean, input);                                      // [B, P]
        if (batch.Wants(OutputKinds.Reconstruction))
            batch.Store(OutputKinds.Reconstruction, Model.Picture(decoded));                         // [B, D]
        if (batch.Wants(OutputKinds.Score))
            batch.Store(OutputKinds.Score, Model.NegativeElbo(decoded, input, q));   // [B]
    }
}
