using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Networks;

[Trait("trap", "22")]
public sealed class CodebookTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Generator _noise = new(7, CPU);
    private readonly Random _random = new(3);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void NearestAndLook_AnyGroups_AreThoseOfPlainDoubles(int groups)
    {
        using VaeNetwork network = Network(vectors: 9, groups);
        ReferenceCodebook reference = ReferenceCodebook.Of(network);
        double[][] codes = Codes(50);

        Tensor indices = Models.Codebook(network).Nearest(TensorValues.Matrix(codes));
        indices.shape.ShouldBe([50, groups]);
        Numbers(indices).ShouldBe(codes.SelectMany(reference.Nearest).Select(index => (long)index));
        // The very bits of the vectors.
        TensorValues.ToDoubles(Models.Codebook(network).Look(indices)).ShouldBe(codes.SelectMany(reference.Quantize));
    }

    [Fact]
    public void Nearest_OfAVectorItself_IsThatVector()
    {
        using VaeNetwork network = Network(vectors: 9, groups: 1);
        Tensor vectors = network.state_dict()["codebook.vectors"];

        Numbers(Models.Codebook(network).Nearest(vectors)).ShouldBe(Enumerable.Range(0, 9).Select(index => (long)index));
    }

    [Fact]
    public void Tensors_OfACodebook_TakeNoGradient()
    {
        using VaeNetwork network = Network(vectors: 9, groups: 2);
        string[] names = ["codebook.vectors", "codebook.counts", "codebook.sums"];

        network.state_dict().Where(tensor => names.Contains(tensor.Key)).Select(tensor => tensor.Value.requires_grad).ShouldBe([false, false, false]);
        network.named_parameters().Select(parameter => parameter.name).ShouldNotContain(name => name.StartsWith("codebook", StringComparison.Ordinal));
    }

    /// <summary>N ← γN + (1 − γ)n, m ← γm + (1 − γ)Σz, e = m / N.</summary>
    [Theory]
    [InlineData(1, 0.9)]
    [InlineData(2, 0.9)]
    [InlineData(3, 0)]
    public void Learn_EveryVectorChosen_MovesEachByItsAverages(int groups, double decay)
    {
        using VaeNetwork network = Network(vectors: 3, groups);
        ReferenceCodebook before = ReferenceCodebook.Of(network);
        double[] counts = [5, 4, 3];
        double[][] sums = [.. before.Vectors.Select((vector, k) => Array.ConvertAll(vector, value => (double)(float)(counts[k] * value)))];
        SetAverages(network, counts, sums);
        double[][] codes = Codes(40);
        int[] chosen = [.. codes.SelectMany(before.Nearest)];
        chosen.Distinct().Count().ShouldBe(3);

        Learn(network, codes, decay);

        double[][] parts = [.. codes.SelectMany(code => code.Chunk(code.Length / groups))];
        for (int k = 0; k < 3; k++)
        {
            double[][] mine = [.. parts.Where((_, i) => chosen[i] == k)];
            double count = decay * counts[k] + (1 - decay) * mine.Length;
            double[] sum = [.. sums[k].Select((value, i) => decay * value + (1 - decay) * mine.Sum(part => part[i]))];
            ShouldBeClose(Row(network, "counts", k), [count], $"count {k}");
            ShouldBeClose(Row(network, "sums", k), sum, $"sum {k}");
            ShouldBeClose(Row(network, "vectors", k), [.. sum.Select(value => value / count)], $"vector {k}");
        }
    }

    [Fact]
    public void Learn_DeadVectors_BeginAnewAtEncodingsOfTheBatchAndOnlyThey()
    {
        using VaeNetwork network = Network(vectors: 4, groups: 1);
        double[][] vectors = [[0, 0, 0, 0, 0, 0], [90, 0, 0, 0, 0, 0], [0, 90, 0, 0, 0, 0], [0, 0, 90, 0, 0, 0]];
        // The average is 10; below a hundredth of it is dead.
        double[] counts = [39.75, 0.05, 0.2, 1e-6];
        double[][] sums = [.. vectors.Zip(counts, (vector, count) => Array.ConvertAll(vector, value => value * count))];
        TensorValues.Set(network.state_dict()["codebook.vectors"], vectors.SelectMany(vector => vector));
        SetAverages(network, counts, sums);
        double[][] codes = Codes(40);

        Learn(network, codes, decay: 0.99);

        double total = 0.99 * 40 + 0.01 * 40;
        foreach (int dead in new[] { 1, 3 })
        {
            codes.ShouldContain(code => IsClose(Row(network, "vectors", dead), code), $"vector {dead}");
            ShouldBeClose(Row(network, "counts", dead), [total / 4], $"count {dead}");
        }
        ShouldBeClose(Row(network, "counts", 2), [0.99 * 0.2], "a little above the threshold");
        ShouldBeClose(Row(network, "vectors", 2), vectors[2], "an unchosen vector that is alive stays");
    }

    [Fact]
    public void Learn_FirstStep_TakesEveryVectorFromTheBatch()
    {
        using VaeNetwork network = Network(vectors: 6, groups: 1);
        ReferenceCodebook before = ReferenceCodebook.Of(network);
        double[][] codes = [.. Codes(40).Select(code => Array.ConvertAll(code, value => Single(value + 20)))];   // as far as a fresh encoder may be
        ILookup<int, double[]> chosen = codes.ToLookup(code => before.Nearest(code)[0]);

        Learn(network, codes, decay: 0.99);

        chosen.Count.ShouldBeLessThan(6);
        for (int k = 0; k < 6; k++)
        {
            double[] vector = Row(network, "vectors", k);
            if (chosen.Contains(k))
                ShouldBeClose(vector, [.. Enumerable.Range(0, 6).Select(i => chosen[k].Average(code => code[i]))], $"mean of vector {k}'s encodings");
            else
                codes.ShouldContain(code => IsClose(vector, code), $"vector {k}");
        }
    }

    /// <summary>Vectors that were alive once and now lie far from all encodings.</summary>
    [Fact]
    public void Learn_VectorsFarAway_ComeAliveInTime()
    {
        using VaeNetwork network = Network(vectors: 16, groups: 1);
        double[][] far = [.. Enumerable.Range(0, 16).Select(k => Enumerable.Range(0, 6).Select(i => k == 0 ? 0 : 1000.0 + k + i).ToArray())];
        TensorValues.Set(network.state_dict()["codebook.vectors"], far.SelectMany(vector => vector));
        SetAverages(network, [.. Enumerable.Repeat(4.0, 16)], [.. far.Select(vector => Array.ConvertAll(vector, value => 4 * value))]);
        double[][] codes = Codes(64);
        Numbers(Models.Codebook(network).Nearest(TensorValues.Matrix(codes))).ShouldAllBe(index => index == 0);

        // γⁿ < 0.01 after 44 steps; two that begin anew at one encoding part at the next death.
        for (int step = 0; step < 200; step++)
            Learn(network, codes, decay: 0.9);

        Numbers(Models.Codebook(network).Nearest(TensorValues.Matrix(codes))).Distinct().Count().ShouldBeGreaterThanOrEqualTo(12);
        ReferenceCodebook.Of(network).Vectors.SelectMany(vector => vector).ShouldAllBe(value => Math.Abs(value) < 10);
    }

    [Fact]
    public void FromNoise_EveryGroup_TakesEveryVectorEquallyOften()
    {
        const int SampleReplication = 20_000;
        using VaeNetwork network = Network(vectors: 8, groups: 2);
        ReferenceCodebook reference = ReferenceCodebook.Of(network);

        double[] codes = TensorValues.ToDoubles(Models.Codebook(network).FromNoise(randn(SampleReplication, 6, ScalarType.Float32, CPU, generator: _noise)));

        int[][] indices = [.. codes.Chunk(6).Select(reference.Nearest)];
        codes.Chunk(6).Zip(indices).ShouldAllBe(pair => pair.First.SequenceEqual(reference.Look(pair.Second)));   // vectors, to the bit
        foreach (int group in new[] { 0, 1 })
        {
            ChiSquare(indices.Select(row => row[group]), 8).ShouldBeLessThan(29.88, $"group {group}");   // exceeded once in 10,000 by chance, 7 degrees of freedom
        }
        ChiSquare(indices.Select(row => 8 * row[0] + row[1]), 64).ShouldBeLessThan(113.7);   // and the groups are independent: the same for 63
    }

    public void Dispose()
    {
        _noise.Dispose();
        _scope.Dispose();
    }

    internal static double ChiSquare(IEnumerable<int> indices, int count)
    {
        int[] all = [.. indices];
        double expected = (double)all.Length / count;
        return Enumerable.Range(0, count).Sum(k => Math.Pow(all.Count(index => index == k) - expected, 2) / expected);
    }

    private static VaeNetwork Network(int vectors, int groups) => Models.Network(Architectures.Dense(12, [], 6, []) with
    {
        Latent = BottleneckSpec.Quantized(new CodebookShape(vectors, groups)),
    });

    private static void SetAverages(VaeNetwork network, double[] counts, double[][] sums)
    {
        TensorValues.Set(network.state_dict()["codebook.counts"], counts);
        TensorValues.Set(network.state_dict()["codebook.sums"], sums.SelectMany(sum => sum));
    }

    private static double[] Row(VaeNetwork network, string name, int row)
    {
        double[] values = TensorValues.ToDoubles(network.state_dict()[$"codebook.{name}"]);
        return values.Chunk(values.Length / network.Architecture.Latent.Codebook!.Vectors).ElementAt(row);
    }

    private static long[] Numbers(Tensor indices) => indices.data<long>().ToArray();

    private static bool IsClose(double[] actual, double[] expected) =>
        actual.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-5 * (1 + Math.Abs(pair.Second)));   // single precision

    private static void ShouldBeClose(double[] actual, double[] expected, string what) =>
        IsClose(actual, expected).ShouldBeTrue($"{what}: {string.Join(" ", actual)} for {string.Join(" ", expected)}");

    private static double Single(double value) => (float)value;

    private double[][] Codes(int rows) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, 6).Select(_ => Single(4 * _random.NextDouble() - 2)).ToArray())];

    private void Learn(VaeNetwork network, double[][] codes, double decay)
    {
        using DisposeScope scope = NewDisposeScope();
        using Scalar gamma = decay, rest = 1 - decay;
        Tensor encodings = TensorValues.Matrix(codes);
        Models.Codebook(network).Learn(encodings, Models.Codebook(network).Nearest(encodings), gamma, rest, _noise);
    }
}
