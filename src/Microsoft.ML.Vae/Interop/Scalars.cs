namespace Microsoft.ML.Vae.Interop;

/// <summary>
/// Scalars that live as long as the process. In TorchSharp 0.107.0, <c>a + b</c> and <c>add(b)</c> make a temporary scalar 1 for the
/// weight of b and pass its handle without keeping it alive (Tensor.Math.cs), so that the garbage collector may free it while native code
/// reads it: write
/// <c>a.add(b, Scalars.One)</c>.
/// </summary>
internal static class Scalars
{
    public static readonly Scalar One = 1;
}
