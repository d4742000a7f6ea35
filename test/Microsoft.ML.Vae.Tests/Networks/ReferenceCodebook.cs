using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;

namespace Microsoft.ML.Vae.Tests.Networks;

/// <summary>A codebook in plain C# doubles.</summary>
/// <param name="vectors">The vectors e.</param>
/// <param name="groups">Groups of a code, G.</param>
internal sealed class ReferenceCodebook(double[][] vectors, int groups)
{
    public double[][] Vectors => vectors;

    public static ReferenceCodebook Of(VaeNetwork network)
    {
        CodebookShape shape = network.Architecture.Latent.Codebook!;
        double[] values = TensorValues.ToDoubles(network.state_dict()["codebook.vectors"]);
        return new ReferenceCodebook([.. values.Chunk(values.Length / shape.Vectors)], shape.Groups);
    }

    /// <summary>The nearest vector of each group, by squared distance.</summary>
    public int[] Nearest(double[] code) =>
        [.. code.Chunk(code.Length / groups).Select(part => Enumerable.Range(0, vectors.Length).MinBy(k => SquaredDistance(part, vectors[k])))];

    public double[] Look(int[] indices) => [.. indices.SelectMany(index => vectors[index])];

    public double[] Quantize(double[] code) => Look(Nearest(code));

    /// <summary>Every code there is, K^G of them.</summary>
    public IEnumerable<double[]> Codes()
    {
        IEnumerable<int[]> codes = [[]];
        for (int group = 0; group < groups; group++)
            codes = codes.SelectMany(code => Enumerable.Range(0, vectors.Length), (code, index) => (int[])[.. code, index]);
        return codes.Select(Look);
    }

    public static double SquaredDistance(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
}
