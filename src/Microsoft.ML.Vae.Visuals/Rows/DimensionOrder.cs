namespace Microsoft.ML.Vae.Visuals.Rows;

/// <summary>Latent dimensions, the ones that say most about a row first.</summary>
internal static class DimensionOrder
{
    /// <summary>
    /// By the KL divergence that the health check of the fit found; of a model without one, or whose latents have no divergence, as they
    /// are numbered.
    /// </summary>
    public static int[] Of(VaeTransformer transformer)
    {
        IReadOnlyList<double> importance = transformer.Report.Health?.KlPerDimension ?? new double[transformer.LatentDimension];
        return By(importance);
    }

    /// <summary>By numbers, the largest first; equal ones as they are numbered.</summary>
    public static int[] By(IReadOnlyList<double> importance) =>
        [.. Enumerable.Range(0, importance.Count).OrderByDescending(dimension => importance[dimension])];
}
