using Microsoft.ML.Vae.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Evaluation;

public class EvaluateTests
{
    private const int Size = 15;

    private readonly MLContext _context = new();
    private readonly float[][] _rows = LearnableImages.Singles(300, Size);   // more than one forward pass

    [Theory, Trait("trap", "11")]
    [InlineData(1)]
    [InlineData(0.2)]
    public void Evaluate_GaussianAtTheMean_IsTheFullDensityInPlainDoubles(double sigma)
    {
        VaeNetwork network = Models.Network(Architectures.Dense(Size, [9], 3, [9]));
        using VaeTransformer model = Models.Transformer(_context, network, Likelihood.Gaussian(sigma), ScalarType.Float32);
        double expected = Average(network, (reference, x) => ReferenceLoss.Gaussian(reference.Decode(reference.Encode(x).Mean), x, sigma));
        VaeMetrics metrics = model.Evaluate(PixelViews.OfSingles(_context, _rows));
        metrics.ReconstructionLoss.ShouldBe(expected, 1e-6 * (1 + Math.Abs(expected)) / (sigma * sigma));   // single precision, magnified by 1 / σ²
        metrics.IsLatentSampled.ShouldBeFalse();
    }

    [Fact]
    public void Evaluate_BernoulliAtTheMean_EqualsPlainDoubles()
    {
        VaeNetwork network = Models.Network(Architectures.Dense(Size, [9], 3, [9]));
        using VaeTransformer model = Models.Transformer(_context, network, Likelihood.Bernoulli, ScalarType.Float32);
        VaeMetrics metrics = model.Evaluate(PixelViews.OfSingles(_context, _rows));

        // Single precision, a few operations deep.
        metrics.ReconstructionLoss.ShouldBe(Average(network, (reference, x) => ReferenceLoss.Bernoulli(reference.Decode(reference.Encode(x).Mean), x)), 1e-5);
        metrics.KlDivergence.ShouldBe(Average(network, (reference, x) => reference.KlDivergence(x)), 1e-5);
        metrics.NegativeElbo.ShouldBe(metrics.ReconstructionLoss + metrics.KlDivergence);
        metrics.RowCount.ShouldBe(300);
    }

    [Fact, Trait("trap", "12")]
    public void Evaluate_SampledLatents_AreThoseOfTheSeed()
    {
        VaeNetwork network = Models.Network(Architectures.Dense(Size, [9], 3, [9]));
        using VaeTransformer model = Models.Transformer(_context, network, Likelihood.Bernoulli, ScalarType.Float32);
        IDataView view = PixelViews.OfSingles(_context, _rows);
        VaeMetrics first = model.Evaluate(view, sampleSeed: 1);

        first.IsLatentSampled.ShouldBeTrue();
        model.Evaluate(view, sampleSeed: 1).ReconstructionLoss.ShouldBe(first.ReconstructionLoss);
        model.Evaluate(view, sampleSeed: 2).ReconstructionLoss.ShouldNotBe(first.ReconstructionLoss);
        model.Evaluate(view, sampleSeed: 2).KlDivergence.ShouldBe(first.KlDivergence);
    }

    [Fact]
    public void Evaluate_SampledLatents_HaveTheExpectedLossOfALinearDecoder()
    {
        VaeNetwork network = Models.Network(Architectures.Dense(Size, [], 3, []));
        using VaeTransformer model = Models.Transformer(_context, network, Likelihood.Gaussian(), ScalarType.Float32);
        float[][] many = [.. Enumerable.Repeat(_rows, 40).SelectMany(rows => rows)];   // 12,000 rows
        double spread = Average(network, (reference, x) => ExpectedSpread(network, reference, x));
        double atTheMean = model.Evaluate(PixelViews.OfSingles(_context, _rows)).ReconstructionLoss;
        double sampled = model.Evaluate(PixelViews.OfSingles(_context, many), sampleSeed: 5).ReconstructionLoss;
        // E½‖x − W(μ + σε)‖² = ½‖x − Wμ‖² + ½ Σ σ²‖w‖². One row's loss scatters by about 2 nats, so that of the mean by 0.02: five of those.
        (sampled - atTheMean).ShouldBe(spread, 0.1);
        spread.ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void Evaluate_ActiveUnits_AreThoseWhoseMeanVariesByMoreThanOneHundredth()
    {
        using DisposeScope scope = NewDisposeScope();
        VaeNetwork network = Models.Network(Architectures.Dense(2, [], 3, []));
        // μ = (0.21 x₀, 0.19 x₀, 100): variances 0.011, 0.009 and 0 for x₀ = 0 and 1 in equal parts.
        TensorValues.Set(network.state_dict()["encoder.mean.weight"], [0.21, 0, 0.19, 0, 0, 0]);
        TensorValues.Set(network.state_dict()["encoder.mean.bias"], [0, 0, 100]);
        using VaeTransformer model = Models.Transformer(_context, network, Likelihood.Gaussian(), ScalarType.Float32);
        model.Evaluate(PixelViews.OfSingles(_context, [[0, 1], [1, 1]])).ActiveUnits.ShouldBe(1);
    }

    [Fact, Trait("trap", "3")]
    public void Evaluate_RowsTwice_HasTheSameLossPerRow()
    {
        VaeNetwork network = Models.Network(Architectures.Dense(Size, [9], 3, [9]));
        using VaeTransformer model = Models.Transformer(_context, network, Likelihood.Bernoulli, ScalarType.Float32);
        double once = model.Evaluate(PixelViews.OfSingles(_context, _rows)).NegativeElbo;
        double twice = model.Evaluate(PixelViews.OfSingles(_context, [.. _rows, .. _rows])).NegativeElbo;
        twice.ShouldBe(once, 1e-6 * once);   // rounding of other batches
    }

    [Fact]
    public void Evaluate_NoRows_NamesTheColumn()
    {
        using VaeTransformer model = Models.Transformer(_context, Models.Network(Architectures.Dense(Size, [], 3, [])), Likelihood.Bernoulli, ScalarType.Float32);
        Should.Throw<InvalidOperationException>(() => model.Evaluate(PixelViews.OfSingles(_context, [], Size)))
            .Message.ShouldContain("Column 'Pixels': the evaluation data has no rows");
    }

    private double Average(VaeNetwork network, Func<ReferenceVae, double[], double> loss)
    {
        var reference = new ReferenceVae(network);
        return _rows.Average(row => loss(reference, Array.ConvertAll(row, value => (double)value)));
    }

    private static double ExpectedSpread(VaeNetwork network, ReferenceVae reference, double[] x)
    {
        double[] weight = TensorValues.ToDoubles(network.state_dict()["decoder.output.weight"]);   // [D, Z]
        double[] variance = Array.ConvertAll(reference.Encode(x).LogVariance, Math.Exp);
        return 0.5 * weight.Select((w, i) => w * w * variance[i % variance.Length]).Sum();
    }
}
