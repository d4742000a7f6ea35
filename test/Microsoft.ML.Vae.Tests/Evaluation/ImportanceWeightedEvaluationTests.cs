using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Networks;
using TorchSharp;

namespace Microsoft.ML.Vae.Tests.Evaluation;

public class ImportanceWeightedEvaluationTests
{
    private const int Size = 4;

    private readonly MLContext _context = new();
    private readonly float[][] _rows = LearnableImages.Singles(300, Size);   // more than one forward pass
    private readonly VaeNetwork _network = Models.Network(Architectures.Dense(Size, [], 1, []));

    [Fact, Trait("trap", "18"), Trait("trap", "19")]
    public void Evaluate_MoreDraws_ClimbsFromTheElboToTheEvidence()
    {
        using VaeTransformer model = Model(Likelihood.Gaussian());
        double evidence = _rows.Average(row => LogEvidence(Array.ConvertAll(row, pixel => (double)pixel)));
        (double one, double five, double fifty, double many) = (Bound(model, 1), Bound(model, 5), Bound(model, 50), Bound(model, 2000));

        one.ShouldBeLessThan(five);
        five.ShouldBeLessThan(fifty);
        fifty.ShouldBeLessThan(evidence + 0.01);
        many.ShouldBe(evidence, 0.01);   // one row's estimate scatters by about 0.02 at k = 2,000, the mean of 300 by 0.001
        many.ShouldBeLessThan(0);        // a log-likelihood, not its negative
    }

    [Fact, Trait("trap", "18")]
    public void Evaluate_OneDraw_IsOnAverageTheElbo()
    {
        using VaeTransformer model = Model(Likelihood.Gaussian());
        float[][] many = [.. Enumerable.Repeat(_rows, 40).SelectMany(rows => rows)];
        VaeMetrics metrics = model.Evaluate(PixelViews.OfSingles(_context, many), new VaeEvaluationOptions { SampleSeed = 2, ImportanceSamples = 1 });
        metrics.ImportanceWeightedLogLikelihood!.Value.ShouldBe(-metrics.NegativeElbo, 0.1);   // two draws of 12,000 rows, each scattering by about 1.5
    }

    [Theory, Trait("trap", "19")]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(130)]
    public void Evaluate_AnyCount_DrawsExactlyThatOften(int k)
    {
        var likelihood = new CountingDensity();
        using VaeTransformer model = Model(likelihood);
        VaeMetrics metrics = model.Evaluate(PixelViews.OfSingles(_context, _rows), new VaeEvaluationOptions { ImportanceSamples = k });
        likelihood.Rows.ShouldBe(300 * (k + 1L));   // and once for the ELBO
        metrics.ImportanceSamples.ShouldBe(k);
    }

    [Fact]
    public void Evaluate_NothingMoreAskedFor_MeasuresNothingMore()
    {
        using VaeTransformer model = Model(Likelihood.Gaussian());
        VaeMetrics metrics = model.Evaluate(PixelViews.OfSingles(_context, _rows), sampleSeed: 1);
        metrics.ImportanceWeightedLogLikelihood.ShouldBeNull();
        metrics.ImportanceSamples.ShouldBeNull();
        metrics.MutualInformation.ShouldBeNull();
        metrics.TotalCorrelation.ShouldBeNull();
    }

    [Fact, Trait("trap", "12")]
    public void Evaluate_SameSeed_RepeatsEverythingAndLeavesTheElboAsItWas()
    {
        using VaeTransformer model = Model(Likelihood.Gaussian());
        IDataView data = PixelViews.OfSingles(_context, _rows);
        var options = new VaeEvaluationOptions { SampleSeed = 5, ImportanceSamples = 3, InformationSamples = 20 };
        VaeMetrics first = model.Evaluate(data, options), second = model.Evaluate(data, options), other = model.Evaluate(data, options with { SampleSeed = 6 });

        second.ImportanceWeightedLogLikelihood.ShouldBe(first.ImportanceWeightedLogLikelihood);
        second.MutualInformation.ShouldBe(first.MutualInformation);
        other.ImportanceWeightedLogLikelihood.ShouldNotBe(first.ImportanceWeightedLogLikelihood);
        other.MutualInformation.ShouldNotBe(first.MutualInformation);
        first.ReconstructionLoss.ShouldBe(model.Evaluate(data, sampleSeed: 5).ReconstructionLoss);
        first.TotalCorrelation!.Value.ShouldBe(0, 1e-9);                                    // of one dimension
        first.MutualInformation!.Value.ShouldBeLessThan(Math.Log(300));
    }

    [Theory]
    [InlineData(-1, 0, "ImportanceSamples is -1; must be in [0, 1000000].")]
    [InlineData(0, 1_000_001, "InformationSamples is 1000001; must be in [0, 1000000].")]
    public void Evaluate_BadCount_SaysWhichAndItsRange(int importance, int information, string message)
    {
        using VaeTransformer model = Model(Likelihood.Gaussian());
        var options = new VaeEvaluationOptions { ImportanceSamples = importance, InformationSamples = information };
        Should.Throw<ArgumentOutOfRangeException>(() => model.Evaluate(PixelViews.OfSingles(_context, _rows), options)).Message.ShouldContain(message);
    }

    [Fact]
    public void Evaluate_NullOptions_IsRefused()
    {
        using VaeTransformer model = Model(Likelihood.Gaussian());
        Should.Throw<ArgumentNullException>(() => model.Evaluate(PixelViews.OfSingles(_context, _rows), (VaeEvaluationOptions)null!)).ParamName.ShouldBe("options");
    }

    private VaeTransformer Model(Likelihood likelihood) => Models.Transformer(_context, _network, likelihood, torch.ScalarType.Float32);

    private double Bound(VaeTransformer model, int k) => model.Evaluate(
        PixelViews.OfSingles(_context, _rows), new VaeEvaluationOptions { SampleSeed = 3, ImportanceSamples = k }).ImportanceWeightedLogLikelihood!.Value;

    /// <summary>log N(x; b, I + w wᵀ), whose determinant is 1 + ‖w‖² and whose inverse is I − w wᵀ / (1 + ‖w‖²).</summary>
    private double LogEvidence(double[] x)
    {
        double[] w = TensorValues.ToDoubles(_network.state_dict()["decoder.output.weight"]), b = TensorValues.ToDoubles(_network.state_dict()["decoder.output.bias"]);
        double[] residual = [.. x.Zip(b, (pixel, bias) => pixel - bias)];
        double determinant = 1 + w.Sum(value => value * value), along = w.Zip(residual, (p, q) => p * q).Sum();
        return -0.5 * (residual.Sum(value => value * value) - along * along / determinant + Math.Log(determinant) + Size * Math.Log(2 * Math.PI));
    }

    /// <summary>Counts the rows whose density is asked for.</summary>
    private sealed class CountingDensity : Likelihood
    {
        private readonly Likelihood _gaussian = Gaussian();

        public long Rows { get; private set; }

        internal override PixelDomain PixelDomain => _gaussian.PixelDomain;

        internal override Tensor NegativeLogLikelihood(Tensor decoded, Tensor x)
        {
            Rows += decoded.size(0);
            return _gaussian.NegativeLogLikelihood(decoded, x);
        }

        internal override Tensor LeastPixelLosses(Tensor decoded, Tensor x) => _gaussian.LeastPixelLosses(decoded, x);

        internal override Tensor PixelExcess(Tensor decoded, Tensor x) => _gaussian.PixelExcess(decoded, x);

        internal override Tensor Mean(Tensor decoded) => _gaussian.Mean(decoded);
    }
}
