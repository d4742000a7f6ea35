using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Columns;

/// <summary>From a column of latent codes to the pictures that they stand for.</summary>
internal sealed class DecodingFunction(VaeModel model, string codeColumn) : RowFunction(
    model,
    new PixelColumn(codeColumn, ScalarType.Float32, model.LatentDimension, PixelScaling.None) { Condition = model.Input.Condition },
    PixelDomain.Finite("latent code"))
{
    public override bool ReadsInput(OutputKinds contents) => contents != OutputKinds.None;

    public override void Compute(OutputBatch batch) =>
        batch.Store(OutputKinds.Reconstruction, Model.Picture(Model.Network.Decoder.call(batch.NetworkInput())));   // [B, Z + C] -> [B, D]
}
