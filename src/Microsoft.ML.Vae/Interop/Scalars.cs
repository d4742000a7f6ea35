using TorchSharp;

namespace Microsoft.ML.Vae.Interop;

/// <summary>
/// Scalars that live as long as the process. TorchSharp's <c>a + b</c>, <c>add(b)</c> and their like make a temporary scalar 1 for the weight of b,
/// which the garbage collector may free while native code reads it: write <c>a.add(b, Scalars.One)</c>.
/// </summary>
internal static class Scalars
{
    public static readonly Scalar One = 1;
}
