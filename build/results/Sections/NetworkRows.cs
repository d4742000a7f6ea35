namespace Microsoft.ML.Vae.Results.Sections;

/// <summary>What stands between pixels and latents.</summary>
internal static class NetworkRows
{
    public static Section Section { get; } = new("Networks", "Formulas are of the layers: encoder, then decoder; an arrow without a name is linear.",
    [
        new ModelRow(
            "Fully connected",
            "784 → 400 ReLU → (16, 16); 16 → 400 ReLU → 784",
            Papers.AutoEncodingVariationalBayes,
            options => options with { HiddenSizes = [400] }),
        new ModelRow(
            "Fully connected, deeper",
            "784 → 512 ReLU → 256 ReLU → (16, 16); 16 → 256 ReLU → 512 ReLU → 784",
            Papers.AutoEncodingVariationalBayes,
            options => options with { HiddenSizes = [512, 256] }),
        new ModelRow(
            "Fully connected, two latent dimensions",
            "784 → 512 ReLU → 256 ReLU → (2, 2); 2 → 256 ReLU → 512 ReLU → 784",
            Papers.AutoEncodingVariationalBayes,
            options => options with { HiddenSizes = [512, 256], LatentDimension = 2 }),
        new ModelRow(
            "Linear",
            "784 → (16, 16); 16 → 784",
            "Lucas, Tucker, Grosse and Norouzi, \"Don't Blame the ELBO! A Linear VAE Perspective on Posterior Collapse\", 2019",
            options => options with { HiddenSizes = [] }),
    ]);
}
