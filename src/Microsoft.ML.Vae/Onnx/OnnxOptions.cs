namespace Microsoft.ML.Vae;

/// <summary>How <see cref="VaeTransformer.SaveOnnx"/> writes a file.</summary>
public sealed record OnnxOptions
{
    /// <summary>
    /// Whether weights are stored in half precision, which halves the file. Sums are still computed in single precision; weights beyond
    /// ±65,504 are refused. Default: false.
    /// </summary>
    public bool HalfPrecisionWeights { get; init; }

    /// <summary>
    /// What else the file's metadata say, such as a license. The library writes <c>part</c>, <c>latent_dimension</c>, <c>likelihood</c>
    /// and, with a condition, <c>condition</c> and <c>condition_labels</c>, a JSON array. Default: nothing.
    /// </summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
