namespace Microsoft.ML.Vae.Results.Sections;

/// <summary>Papers that rows of several tables are from.</summary>
internal static class Papers
{
    public const string AutoEncodingVariationalBayes = "Kingma and Welling, \"Auto-Encoding Variational Bayes\", 2014";
}
