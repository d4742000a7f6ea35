using Microsoft.ML.Vae.Networks;
using Microsoft.ML.Vae.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Training;

public class AutogradEngineTests
{
    private const double NoStep = 1e-30;   // no weight in single precision moves

    private static readonly VaeArchitecture _linear = Architectures.Dense(6, [], 2, []);
    private static readonly double[][] _rows = [.. LearnableImages.Singles(8, 6).Select(row => Array.ConvertAll(row, value => (double)value))];

    [Theory, Trait("trap", "6")]
    [InlineData(1, 2)]
    [InlineData(0, 1)]
    [InlineData(0.5, 4)]
    public void Step_OneMoreBeta_AddsTheGradientOfTheDivergence(double low, double high)
    {
        Dictionary<string, double[]> at = Gradients(low);
        Dictionary<string, double[]> above = Gradients(high);
        Dictionary<string, double[]> expected = DivergenceGradients();
        foreach ((string name, double[] gradient) in expected)
        {
            for (int i = 0; i < gradient.Length; i++)
                (above[name][i] - at[name][i]).ShouldBe((high - low) * gradient[i], 1e-5, $"{name}[{i}]");   // single-precision gradients of order 1
        }
        above["decoder.output.weight"].ShouldBe(at["decoder.output.weight"]);   // exact: the divergence does not reach the decoder
    }

    [Fact, Trait("trap", "4")]
    public void Step_FirstBatch_HasTheLossThatEvaluateFindsOnIt()
    {
        var context = new MLContext();
        float[][] rows = LearnableImages.Singles(200, 30);
        VaeNetwork network = Models.Network(Architectures.Dense(30, [20], 4, [20]));
        using VaeTransformer model = Models.Transformer(context, network, Likelihood.Bernoulli, ScalarType.Float32);
        VaeMetrics evaluated = model.Evaluate(PixelViews.OfSingles(context, rows), sampleSeed: 7);

        LossSums trained = FirstStep(network, Likelihood.Bernoulli, beta: 3, rows, noiseSeed: 7);

        // The same weights and the same noise, with another order of the sums: single precision. β does not enter the reported loss.
        trained.MeanReconstruction.ShouldBe(evaluated.ReconstructionLoss, 1e-5 * evaluated.ReconstructionLoss);
        trained.MeanKlDivergence.ShouldBe(evaluated.KlDivergence, 1e-5 * (1 + evaluated.KlDivergence));
    }

    [Fact]
    public void ReadSums_SeveralBatches_AddsUpRowsUntilReset()
    {
        using VaeNetwork network = Models.Network(_linear);
        using var noise = new Generator(1, CPU);
        using var engine = Models.Engine(network, Likelihood.Bernoulli, Objective.Elbo(), NoStep, noise);
        using DisposeScope scope = NewDisposeScope();
        engine.Step(TensorValues.Matrix(_rows[..5]), default);
        engine.Step(TensorValues.Matrix(_rows[5..]), default);

        LossSums sums = engine.ReadSums();
        sums.Rows.ShouldBe(8);
        var reference = new ReferenceVae(network);
        sums.KlDivergence.ShouldBe(_rows.Sum(reference.KlDivergence), 1e-5);   // single precision
        engine.ResetSums();
        engine.ReadSums().ShouldBe(new LossSums(0, 0, 0));
    }

    [Fact]
    public void Step_AnyBatch_MovesEveryParameter()
    {
        using VaeNetwork network = Models.Network(Architectures.Dense(6, [5], 2, [5]));
        double[][] before = [.. network.parameters().Select(TensorValues.ToDoubles)];
        FirstStep(network, Likelihood.Gaussian(), beta: 1, [.. LearnableImages.Singles(8, 6)], noiseSeed: 1, learningRate: 0.01);

        double[][] after = [.. network.parameters().Select(TensorValues.ToDoubles)];
        for (int i = 0; i < before.Length; i++)
        {
            after[i].ShouldNotBe(before[i]);
            // Adam's first step is the learning rate in size, whatever the gradient.
            after[i].Zip(before[i], (a, b) => Math.Abs(a - b)).Max().ShouldBe(0.01, 1e-4);
        }
    }

    [Fact, Trait("trap", "25")]
    public void Step_ThousandTimes_LeavesNoTensorBehind()
    {
        using VaeNetwork network = Models.Network(Architectures.Dense(20, [8], 2, [8]));
        using var noise = new Generator(1, CPU);
        using var engine = Models.Engine(network, Likelihood.Bernoulli, Objective.Elbo(), 1e-3, noise);
        using DisposeScope scope = NewDisposeScope();
        Tensor x = TensorValues.Matrix(LearnableImages.Singles(16, 20));
        LiveTensors.ShouldStayFlat(1000, () =>
        {
            engine.Step(x, default);
            engine.ReadSums();
            engine.ResetSums();
        });
    }

    private static LossSums FirstStep(VaeNetwork network, Likelihood likelihood, double beta, float[][] rows, ulong noiseSeed, double learningRate = NoStep)
    {
        using var noise = new Generator(noiseSeed, CPU);
        using var engine = Models.Engine(network, likelihood, Objective.Elbo(beta), learningRate, noise);
        using DisposeScope scope = NewDisposeScope();
        engine.Step(TensorValues.Matrix(rows), default);
        return engine.ReadSums();
    }

    private static Dictionary<string, double[]> Gradients(double beta)
    {
        using VaeNetwork network = Models.Network(_linear);
        FirstStep(network, Likelihood.Bernoulli, beta, [.. _rows.Select(row => Array.ConvertAll(row, value => (float)value))], noiseSeed: 3);
        using DisposeScope scope = NewDisposeScope();
        return network.named_parameters().ToDictionary(entry => entry.name, entry => TensorValues.ToDoubles(entry.parameter.grad!));
    }

    /// <summary>∂KL/∂μ = μ and ∂KL/∂log σ² = ½ (σ² − 1), carried to the two linear layers by hand; the mean over rows.</summary>
    private static Dictionary<string, double[]> DivergenceGradients()
    {
        using VaeNetwork network = Models.Network(_linear);
        var reference = new ReferenceVae(network);
        var gradients = new Dictionary<string, double[]>
        {
            ["encoder.mean.weight"] = new double[12],
            ["encoder.mean.bias"] = new double[2],
            ["encoder.log_variance.weight"] = new double[12],
            ["encoder.log_variance.bias"] = new double[2],
        };
        foreach (double[] x in _rows)
        {
            (double[] mean, double[] logVariance) = reference.Encode(x);
            AddDense(gradients, "encoder.mean", mean, x);
            AddDense(gradients, "encoder.log_variance", Array.ConvertAll(logVariance, v => 0.5 * (Math.Exp(v) - 1)), x);
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
