using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>From a column of latents to the images that they decode to.</summary>
internal sealed class DecodingFunction(VaeModel model, string latentColumn) : RowFunction(
    model,
    new PixelColumn(latentColumn, ScalarType.Float32, model.LatentDimension, PixelScaling.None) { Condition = model.Input.Condition },
    PixelDomain.Finite("a latent"))
{
    public override bool ReadsInput(OutputKinds kinds) => kinds != OutputKinds.None;

    protected override void Compute(StoredRows rows, OutputKinds wanted, OutputValues values) =>
        values.Add(OutputKinds.Reconstruction, Model.MeanImage(Model.Network.Decode(NetworkInput(rows))));   // [B, Z + C] -> [B, D]
}
