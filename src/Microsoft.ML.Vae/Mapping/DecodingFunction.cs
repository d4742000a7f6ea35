using Microsoft.ML.Vae.Inputs;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Mapping;

/// <summary>From a column of latent codes to the pictures that they stand for.</summary>
internal sealed class DecodingFunction(VaeModel model, string codeColumn) : RowFunction(
    model,
    new PixelColumn(codeColumn, ScalarType.Float32, model.LatentDimension, PixelScaling.None) { Condition = model.Input.Condition },
    Support.Finite("latent code"))
{
    public override bool ReadsInput(Outputs contents) => contents != Outputs.None;

    public override void Compute(OutputBatch batch) =>
        batch.Store(Outputs.Reconstruction, Model.Picture(Model.Network.Decoder.call(batch.NetworkInput())));   // [B, Z + C] -> [B, D]
}
