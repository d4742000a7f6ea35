namespace Microsoft.ML.Vae.Results.Sections;

/// <summary>Papers that rows of several tables are from.</summary>
internal static class Papers
{
    public const string AutoEncodingVariationalBayes = "Kingma and Welling, \"Auto-Encoding Variational Bayes\", 2014";
    public const string ContinuousBernoulli =
        "Loaiza-Ganem and Cunningham, \"The continuous Bernoulli: fixing a pervasive error in variational autoencoders\", 2019";
    public const string CalibratedDecoders =
        "Rybkin, Daniilidis and Levine, \"Simple and Effective VAE Training with Calibrated Decoders\", 2021";
    public const string Laplace = "Laplace, \"Mémoire sur la probabilité des causes par les évènements\", 1774";
    public const string PixelCnn =
        "Salimans, Karpathy, Chen and Kingma, \"PixelCNN++: Improving the PixelCNN with Discretized Logistic Mixture Likelihood " +
        "and Other Modifications\", 2017";
    public const string Components = "Pearson, \"On Lines and Planes of Closest Fit to Systems of Points in Space\", 1901";
}
