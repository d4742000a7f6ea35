using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Microsoft.ML.Vae.Shared.Idx;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Oracles;

/// <summary>Mean and principal components of MNIST's training pixels, scaled to 0..1, in double precision. Computed once per test run.</summary>
internal static class PixelStatistics
{
    private const int Chunk = 10_000;

    private static readonly Lazy<(double[] Mean, Matrix<double> Covariance)> _moments = new(Moments);
    private static readonly Lazy<Evd<double>> _eigen = new(() => _moments.Value.Covariance.Evd(Symmetricity.Symmetric));

    public static double[] Mean => _moments.Value.Mean;

    /// <summary>The variances along the principal components, largest first.</summary>
    public static double[] Eigenvalues { get; } = [.. Enumerable.Range(0, Mnist.PixelCount).Select(i => _eigen.Value.EigenValues[Column(i)].Real)];

    /// <summary>The direction of a principal component, of length 1.</summary>
    public static Vector<double> Direction(int component) => _eigen.Value.EigenVectors.Column(Column(component));

    // MathNet sorts them from the smallest on.
    private static int Column(int component) => Mnist.PixelCount - 1 - component;

    private static (double[] Mean, Matrix<double> Covariance) Moments()
    {
        LabelledImages images = Mnist.Train;
        using DisposeScope scope = NewDisposeScope();
        Tensor sum = zeros(Mnist.PixelCount, dtype: ScalarType.Float64);                              // [D]
        Tensor products = zeros(Mnist.PixelCount, Mnist.PixelCount, dtype: ScalarType.Float64);      // [D, D]
        for (int first = 0; first < images.Count; first += Chunk)
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor x = Pixels(images, first, Chunk).to(ScalarType.Float64).div_(255);   // [B, D]
            sum.add_(x.sum(0, keepdim: false));   // a bare 0 would be taken for a ScalarType
            products.add_(x.t().mm(x));
        }
        Vector<double> mean = Vector<double>.Build.Dense(Doubles(sum)) / images.Count;
        Matrix<double> moment = Matrix<double>.Build.Dense(Mnist.PixelCount, Mnist.PixelCount, Doubles(products)) / images.Count;
        return (mean.ToArray(), moment - mean.OuterProduct(mean));
    }

    /// <summary>Images as stored, [B, D] of bytes.</summary>
    public static Tensor Pixels(LabelledImages images, int first, int count)
    {
        Tensor pixels = empty(count, images.PixelCount, ScalarType.Byte);
        images.AllPixels.Slice(first * images.PixelCount, count * images.PixelCount).CopyTo(pixels.bytes);
        return pixels;
    }

    private static double[] Doubles(Tensor values) => MemoryMarshal.Cast<byte, double>(values.bytes).ToArray();
}
