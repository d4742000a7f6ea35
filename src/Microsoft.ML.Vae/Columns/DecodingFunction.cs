using Microsoft.ML.Vae.Columns.Export;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Onnx.Graphs;

namespace Microsoft.ML.Vae.Columns;

/// <summary>From a column of latents to the images that they decode to.</summary>
/// <param name="model">The model.</param>
/// <param name="latentColumn">The column.</param>
/// <param name="sampleSeed">Seeds the draws from p(x|z) of a likelihood that draws samples; null: its mean.</param>
internal sealed class DecodingFunction(VaeModel model, string latentColumn, int? sampleSeed = null) : RowFunction(
    model,
    new PixelColumn(latentColumn, ScalarType.Float32, model.LatentDimension, PixelScaling.None) { Condition = model.Input.Condition },
    PixelDomain.Finite("a latent"))
{
    public override bool ReadsInput(OutputKinds kinds) => kinds != OutputKinds.None;

    public override GraphOutputs Describe(OnnxGraph graph, InputGraph input) => new DecodingOutputs(
        graph, Model, input.Pixels, input.Condition, draws: sampleSeed is not null && Model.Likelihood.DrawsSamples);

    protected override void Compute(StoredRows rows, OutputKinds wanted, OutputValues values)
    {
        Tensor decoded = Model.Network.Decode(NetworkInput(rows));   // [B, Z + C] -> [B, P]
        values.Add(OutputKinds.Reconstruction, sampleSeed is { } seed
            ? Model.SampleImage(decoded, () => PixelNoise(rows, seed))
            : Model.MeanImage(decoded));   // [B, D]
    }
}
