namespace Microsoft.ML.Vae.Interop;

/// <summary>
/// Scalars that live as long as the process. TorchSharp 0.107.0 keeps nothing alive while native code reads a Scalar: a temporary one may
/// be finalized during the call, which then throws "Expected false to be true" (382 times in 2.3 million scalar calls of optim.Adam under
/// forced collections). <c>a + b</c> and <c>add(b)</c> pass a temporary 1: write <c>a.add(b, Scalars.One)</c>.
/// </summary>
internal static class Scalars
{
    public static readonly Scalar Zero = 0;
    public static readonly Scalar One = 1;
    public static readonly Scalar Two = 2;

    /// <summary>Scalars to keep.</summary>
    public static Scalar[] Of(double[] values) => [.. values.Select(value => (Scalar)value)];
}
