using Microsoft.ML.Vae.Latents;
using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Objectives;
using Microsoft.ML.Vae.Tests.Networks;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Objectives;

/// <summary>A step of a linear model, x ~ N(V e + d, 1) with e nearest to z = W x + b, against plain C# doubles.</summary>
[Trait("trap", "22")]
public class VectorQuantizationObjectiveTests
{
    private const int Size = 6;
    private const int Latent = 4;
    private const double NoStep = 1e-30;   // no weight in single precision moves

    private static readonly double[][] _rows = [.. LearnableImages.Singles(8, Size).Select(row => Array.ConvertAll(row, value => (double)value))];

    [Theory]
    [InlineData(1, 0.25)]
    [InlineData(2, 0.25)]
    [InlineData(4, 0)]
    [InlineData(2, 3)]
    public void Loss_AnyBatch_IsTheReconstructionAndTheCommitment(int groups, double commitment)
    {
        using DisposeScope scope = NewDisposeScope();
        using VaeNetwork network = Network(groups);
        using var noise = new Generator(1, CPU);
        Tensor z = TensorValues.Matrix(_rows.Select(row => Encode(network, row)).ToArray());                                            // [B, Z]
        Tensor e = TensorValues.Matrix(_rows.Select(row => ReferenceCodebook.Of(network).Quantize(Encode(network, row))).ToArray());    // [B, Z]
        double[] reconstruction = [.. Enumerable.Range(0, 8).Select(i => 3.0 + i)];
        Tensor losses = TensorValues.Matrix([reconstruction]).reshape(-1);                                                              // [B]

        float loss = Objective.VectorQuantization(3, groups, commitment).Loss(new ObjectiveBatch(z, null, e, e, losses, losses, noise), default).item<float>();

        double expected = reconstruction.Average() + commitment * _rows.Average(row => Commitment(network, row));
        ((double)loss).ShouldBe(expected, 1e-5 * expected);   // single precision
    }

    [Theory]
    [InlineData(1, 0.25)]
    [InlineData(2, 0)]
    [InlineData(2, 3)]
    public void Step_LinearModel_GivesTheEncoderTheDecodersGradientAndTheCommitments(int groups, double commitment)
    {
        using VaeNetwork network = Network(groups);
        Dictionary<string, double[]> expected = ExpectedGradients(network, commitment);
        Step(network, Objective.VectorQuantization(3, groups, commitment));

        using DisposeScope scope = NewDisposeScope();
        network.named_parameters().Select(parameter => parameter.name).ShouldBe(expected.Keys, ignoreOrder: true);
        foreach ((string name, Tensor parameter) in network.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter)))
        {
            double[] gradient = TensorValues.ToDoubles(parameter.grad!);
            for (int i = 0; i < gradient.Length; i++)
                gradient[i].ShouldBe(expected[name][i], 1e-5 * (1 + Math.Abs(expected[name][i])), $"{name}[{i}]");   // single precision
        }
        foreach ((string name, Tensor tensor) in network.state_dict().Where(tensor => tensor.Key.StartsWith("codebook", StringComparison.Ordinal)))
            tensor.grad.ShouldBeNull(name);
    }

    [Fact]
    public void Step_AnyBatch_ReportsTheLossOfTheQuantizedCodesAndGLogK()
    {
        using VaeNetwork network = Network(groups: 2);
        double expected = _rows.Average(row => ReferenceLoss.Gaussian(Decode(network, ReferenceCodebook.Of(network).Quantize(Encode(network, row))), row, 1));

        LossSums sums = Step(network, Objective.VectorQuantization(3, groups: 2, commitment: 50));   // which is no part of what is reported

        sums.MeanReconstruction.ShouldBe(expected, 1e-5 * expected);           // single precision
        sums.MeanKlDivergence.ShouldBe(2 * Math.Log(3), 1e-6);
    }

    [Fact]
    public void Step_AnyBatch_TeachesTheCodebookTheEncodingsOfTheWeightsBeforeIt()
    {
        using VaeNetwork network = Network(groups: 1);
        ReferenceCodebook before = ReferenceCodebook.Of(network);
        ILookup<int, double[]> chosen = _rows.Select(row => Encode(network, row)).ToLookup(code => before.Nearest(code)[0]);

        Step(network, Objective.VectorQuantization(3, decay: 0.9));

        double[][] after = ReferenceCodebook.Of(network).Vectors;
        foreach (IGrouping<int, double[]> group in chosen)
        {
            for (int i = 0; i < Latent; i++)
                after[group.Key][i].ShouldBe(group.Average(code => code[i]), 1e-5, $"vector {group.Key}, number {i}");   // single precision
        }
    }

    [Fact, Trait("trap", "25")]
    public void Step_HundredTimes_LeavesNoTensorBehind()
    {
        using VaeNetwork network = Network(groups: 2);
        using var noise = new Generator(1, CPU);
        using var engine = Models.Engine(network, Likelihood.Gaussian(), Objective.VectorQuantization(3, groups: 2), 1e-3, noise);
        using DisposeScope scope = NewDisposeScope();
        Tensor x = TensorValues.Matrix(_rows);
        double[][] before = [.. network.parameters().Select(TensorValues.ToDoubles)];

        LiveTensors.ShouldStayFlat(100, () => engine.Step(x, default));

        network.parameters().Select(TensorValues.ToDoubles).Zip(before).ShouldAllBe(pair => !pair.First.SequenceEqual(pair.Second));
    }

    [Fact, Trait("trap", "15")]
    public void Step_GlobalGenerator_IsLeftAlone()
    {
        using DisposeScope scope = NewDisposeScope();
        using VaeNetwork network = Network(groups: 2);
        byte[] before = torch.random.get_rng_state().bytes.ToArray();
        Step(network, Objective.VectorQuantization(3, groups: 2));
        torch.random.get_rng_state().bytes.ToArray().ShouldBe(before);
    }

    private static VaeNetwork Network(int groups) => Models.Network(Architectures.Dense(Size, [], Latent, []) with
    {
        Latent = BottleneckSpec.Quantized(new CodebookShape(3, groups)),
    });

    private static LossSums Step(VaeNetwork network, Objective objective)
    {
        using var noise = new Generator(1, CPU);
        using var engine = Models.Engine(network, Likelihood.Gaussian(), objective, NoStep, noise);
        using DisposeScope scope = NewDisposeScope();
        engine.Step(TensorValues.Matrix(_rows), default);
        return engine.ReadSums();
    }

    private static double[] Encode(VaeNetwork network, double[] x) => Dense(network, "encoder.mean", x);

    private static double[] Decode(VaeNetwork network, double[] e) => Dense(network, "decoder.output", e);

    private static double Commitment(VaeNetwork network, double[] x)
    {
        double[] z = Encode(network, x);
        return ReferenceCodebook.SquaredDistance(z, ReferenceCodebook.Of(network).Quantize(z));
    }

    private static double[] Dense(VaeNetwork network, string layer, double[] x)
    {
        double[] weight = TensorValues.ToDoubles(network.state_dict()[$"{layer}.weight"]);   // [outputs, inputs]
        return [.. TensorValues.ToDoubles(network.state_dict()[$"{layer}.bias"]).Select((b, row) => b + x.Select((value, i) => weight[row * x.Length + i] * value).Sum())];
    }

    /// <summary>With r = V e + d − x: ∂/∂(V, d) = (r eᵀ, r), and (g xᵀ, g) of the encoder with g = Vᵀ r + 2β (z − e); means over the rows.</summary>
    private static Dictionary<string, double[]> ExpectedGradients(VaeNetwork network, double commitment)
    {
        ReferenceCodebook codebook = ReferenceCodebook.Of(network);
        double[] v = TensorValues.ToDoubles(network.state_dict()["decoder.output.weight"]);   // [D, Z]
        var gradients = new Dictionary<string, double[]>
        {
            ["encoder.mean.weight"] = new double[Latent * Size],
            ["encoder.mean.bias"] = new double[Latent],
            ["decoder.output.weight"] = new double[Size * Latent],
            ["decoder.output.bias"] = new double[Size],
        };
        foreach (double[] x in _rows)
        {
            double[] z = Encode(network, x), e = codebook.Quantize(z);
            double[] r = [.. Decode(network, e).Zip(x, (output, pixel) => output - pixel)];
            double[] g = [.. Enumerable.Range(0, Latent).Select(j => r.Select((value, d) => v[d * Latent + j] * value).Sum() + 2 * commitment * (z[j] - e[j]))];
            AddDense(gradients, "encoder.mean", g, x);
            AddDense(gradients, "decoder.output", r, e);
        }
        return gradients;
    }

    private static void AddDense(Dictionary<string, double[]> gradients, string layer, double[] slope, double[] x)
    {
        for (int j = 0; j < slope.Length; j++)
        {
            gradients[$"{layer}.bias"][j] += slope[j] / _rows.Length;
            for (int i = 0; i < x.Length; i++)
                gradients[$"{layer}.weight"][j * x.Length + i] += slope[j] * x[i] / _rows.Length;
        }
    }
}
