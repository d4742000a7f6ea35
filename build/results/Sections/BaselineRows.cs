using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Results.Sections;

/// <summary>What a model must be compared with.</summary>
internal static class BaselineRows
{
    public static Section Section { get; } = new("Baselines", "No models: what the numbers below stand between.",
    [
        new BaselineRow(
            "Perfect reconstruction",
            "x̂ = x",
            "Shannon, \"A Mathematical Theory of Communication\", 1948",
            Baselines.PerfectReconstruction),
        new BaselineRow(
            "Mean image of the test set, which a collapsed model gives",
            "x̂ = mean of x",
            "Lucas, Tucker, Grosse and Norouzi, \"Don't Blame the ELBO! A Linear VAE Perspective on Posterior Collapse\", 2019",
            Baselines.MeanImage),
        new BaselineRow(
            "16 principal components of the training images",
            "z = Uᵀ(x − mean), x̂ = mean + U z",
            "Pearson, \"On Lines and Planes of Closest Fit to Systems of Points in Space\", 1901",
            Baselines.PrincipalComponents),
        new BaselineRow(
            "Raw pixels",
            "z = x",
            "Cover and Hart, \"Nearest Neighbor Pattern Classification\", 1967",
            Baselines.RawPixels),
    ]);
}
