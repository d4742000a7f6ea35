namespace Microsoft.ML.Vae.Results.Sections;

/// <summary>Densities of pixels.</summary>
internal static class LikelihoodRows
{
    public static Section Section { get; } = new(
        "Likelihoods",
        "Formulas are of −log p(x|z) of a pixel, λ, m and σ coming from the decoder.",
    [
        new ModelRow(
            "Bernoulli, grey",
            "−x log λ − (1 − x) log(1 − λ)",
            Papers.AutoEncodingVariationalBayes,
            options => options with { Likelihood = Likelihood.Bernoulli }),
        new ModelRow(
            "Bernoulli, black and white",
            "−x log λ − (1 − x) log(1 − λ), x drawn with P(x = 1) = the grey value",
            "Salakhutdinov and Murray, \"On the Quantitative Analysis of Deep Belief Networks\", 2008",
            options => options with { Likelihood = Likelihood.Bernoulli, DynamicBinarization = true })
        { PixelLoss = PixelLoss.Probability },
        new ModelRow(
            "Continuous Bernoulli",
            "−log C(λ) − x log λ − (1 − x) log(1 − λ), C(λ) = 2 artanh(1 − 2λ) / (1 − 2λ)",
            "Loaiza-Ganem and Cunningham, \"The continuous Bernoulli: fixing a pervasive error in variational autoencoders\", 2019",
            options => options with { Likelihood = Likelihood.ContinuousBernoulli }) { PixelLoss = PixelLoss.Density },
        new ModelRow(
            "Gaussian, σ = 1",
            "(x − m)² / 2σ² + log σ + ½ log 2π",
            Papers.AutoEncodingVariationalBayes,
            options => options with { Likelihood = Likelihood.Gaussian() }) { PixelLoss = PixelLoss.Density },
        new ModelRow(
            "Gaussian, σ = 0.2",
            "(x − m)² / 2σ² + log σ + ½ log 2π",
            Papers.AutoEncodingVariationalBayes,
            options => options with { Likelihood = Likelihood.Gaussian(0.2) }) { PixelLoss = PixelLoss.Density },
        new ModelRow(
            "Gaussian, one learned σ",
            "(x − m)² / 2σ² + log σ + ½ log 2π, one σ for all pixels",
            "Rybkin, Daniilidis and Levine, \"Simple and Effective VAE Training with Calibrated Decoders\", 2021",
            options => options with { Likelihood = Likelihood.GaussianWithLearnedVariance(), Epochs = 40 })
        { PixelLoss = PixelLoss.Density },
        new ModelRow(
            "Gaussian, one optimal σ",
            "(x − m)² / 2σ² + log σ + ½ log 2π, σ² the mean squared error of the batch",
            "Rybkin, Daniilidis and Levine, \"Simple and Effective VAE Training with Calibrated Decoders\", 2021",
            options => options with { Likelihood = Likelihood.GaussianWithOptimalVariance() })
        { PixelLoss = PixelLoss.Density },
        new ModelRow(
            "Gaussian, a learned σ per pixel",
            "(x − m)² / 2σ² + log σ + ½ log 2π, σ a second output of the decoder",
            Papers.AutoEncodingVariationalBayes,
            options => options with { Likelihood = Likelihood.GaussianWithLearnedVariance(perPixel: true) })
        { PixelLoss = PixelLoss.Density },
        new ModelRow(
            "Laplace, b = 0.1",
            "|x − m| / b + log 2b",
            "Laplace, \"Mémoire sur la probabilité des causes par les évènements\", 1774",
            options => options with { Likelihood = Likelihood.Laplace(0.1) }) { PixelLoss = PixelLoss.Density },
        new ModelRow(
            "Discretized logistic",
            "−log(S((x + 1/510 − m) / s) − S((x − 1/510 − m) / s)), S the sigmoid, black and white reaching to ∓∞",
            "Salimans, Karpathy, Chen and Kingma, \"PixelCNN++: Improving the PixelCNN with Discretized Logistic Mixture Likelihood " +
            "and Other Modifications\", 2017",
            options => options with { Likelihood = Likelihood.DiscretizedLogistic() }) { PixelLoss = PixelLoss.Probability },
    ]);
}
