using Microsoft.ML.Vae.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Vae.Tests.Objectives;

[Trait("trap", "18")]
public class ImportanceWeightedObjectiveTests
{
    private static readonly ScalarModel _model = new(X: 1.3, W: 0.8, Mean: -0.4, LogVariance: 0.3);

    [Theory]
    [InlineData(1, false)]
    [InlineData(6, false)]
    [InlineData(6, true)]
    public void Loss_AnyDraws_IsTheLogMeanExpInPlainDoubles(int k, bool doubly)
    {
        double[][] epsilon = Noise(20, k);
        _model.Run(doubly, epsilon).Loss.ShouldBe(_model.Loss(epsilon), 1e-5);   // single precision
    }

    [Fact]
    public void Loss_OneDraw_IsTheSampledElboAndOnAverageTheElbo()
    {
        double[][] epsilon = Noise(40_000, 1);
        double loss = _model.Run(doublyReparameterised: false, epsilon).Loss;
        loss.ShouldBe(-epsilon.Average(e => _model.LogWeight(_model.Latent(e[0]))), 1e-4);   // single precision
        loss.ShouldBe(-_model.Elbo, 0.05);                                                   // log w scatters by about 2: 0.01 in the mean; five of those
    }

    [Fact]
    public void Loss_MoreDraws_IsTighterAndNeverPastTheEvidence()
    {
        double Bound(int k) => -_model.Run(doublyReparameterised: false, Noise(4000, k)).Loss;
        (double one, double five, double fifty) = (Bound(1), Bound(5), Bound(50));
        one.ShouldBeLessThan(five - 0.1);
        five.ShouldBeLessThan(fifty - 0.01);
        fifty.ShouldBeLessThan(_model.LogEvidence + 0.01);   // the mean of 4,000 rows scatters by about 0.003
        fifty.ShouldBe(_model.LogEvidence, 0.1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Gradient_Plain_EqualsFiniteDifferences(int k)
    {
        double[][] epsilon = Noise(20, k);
        var actual = _model.Run(doublyReparameterised: false, epsilon);
        const double h = 1e-5;
        double Slope(ScalarModel up, ScalarModel down) => (up.Loss(epsilon) - down.Loss(epsilon)) / (2 * h);

        // Single precision of numbers of order 1.
        actual.Mean.ShouldBe(Slope(_model with { Mean = _model.Mean + h }, _model with { Mean = _model.Mean - h }), 1e-5);
        actual.LogVariance.ShouldBe(Slope(_model with { LogVariance = _model.LogVariance + h }, _model with { LogVariance = _model.LogVariance - h }), 1e-5);
        actual.W.ShouldBe(Slope(_model with { W = _model.W + h }, _model with { W = _model.W - h }), 1e-5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Gradient_DoublyReparameterised_IsThePapersFormula(int k)
    {
        double[][] epsilon = Noise(20, k);
        var actual = _model.Run(doublyReparameterised: true, epsilon);
        (double mean, double logVariance, double w) = (0, 0, 0);
        foreach (double[] row in epsilon)
        {
            double total = row.Sum(e => Math.Exp(_model.LogWeight(_model.Latent(e))));
            foreach (double e in row)
            {
                double z = _model.Latent(e), share = Math.Exp(_model.LogWeight(z)) / total, residual = _model.X - _model.W * z;
                double slope = _model.W * residual - z + (z - _model.Mean) / Math.Exp(_model.LogVariance);   // ∂log w/∂z, q held fixed
                mean -= share * share * slope / epsilon.Length;
                logVariance -= share * share * slope * 0.5 * Math.Exp(_model.LogVariance / 2) * e / epsilon.Length;
                w -= share * z * residual / epsilon.Length;
            }
        }
        actual.Mean.ShouldBe(mean, 1e-5);   // single precision of numbers of order 1
        actual.LogVariance.ShouldBe(logVariance, 1e-5);
        actual.W.ShouldBe(w, 1e-5);
    }

    [Fact]
    public void Gradient_EitherForm_HasTheSameMean()
    {
        double[][] epsilon = Noise(60_000, 4);
        var plain = _model.Run(doublyReparameterised: false, epsilon);
        var doubly = _model.Run(doublyReparameterised: true, epsilon);

        // One row's gradient scatters by about 1 in either form: 0.006 in the mean of the difference; five of those.
        doubly.Mean.ShouldBe(plain.Mean, 0.03);
        doubly.LogVariance.ShouldBe(plain.LogVariance, 0.03);
        doubly.W.ShouldBe(plain.W, 1e-4);   // the decoder's is the same one
        Math.Abs(plain.Mean).ShouldBeGreaterThan(0.1);
    }

    [Fact]
    public void Gradient_DoublyReparameterisedAtTheTruePosterior_VanishesForEveryDraw()
    {
        ScalarModel exact = ScalarModel.AtThePosterior(x: 1.3, w: 0.8);
        for (int seed = 0; seed < 10; seed++)
        {
            double[][] epsilon = Noise(1, 3, seed);
            var doubly = exact.Run(doublyReparameterised: true, epsilon);
            doubly.Loss.ShouldBe(-exact.LogEvidence, 1e-5);   // w is p(x) itself, whatever z; single precision
            doubly.Mean.ShouldBe(0, 1e-5);
            doubly.LogVariance.ShouldBe(0, 1e-5);
            Math.Abs(exact.Run(doublyReparameterised: false, epsilon).Mean).ShouldBeGreaterThan(1e-3);   // the plain one is 0 on average alone
        }
    }

    [Fact]
    public void Bound_HugeWeights_StaysFinite()
    {
        using DisposeScope scope = NewDisposeScope();
        double[] bound = TensorValues.ToDoubles(ImportanceWeightedObjective.Bound(TensorValues.Matrix([[-5000.0, -5001, -9000], [4000, 4000, 4000]])));
        bound[0].ShouldBe(-5000 + Math.Log((1 + Math.Exp(-1)) / 3), 1e-3);   // single precision of 5,000
        bound[1].ShouldBe(4000, 1e-3);
    }

    private static double[][] Noise(int rows, int draws, int seed = 1)
    {
        var random = new Random(seed);
        double Next() => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, draws).Select(_ => Next()).ToArray())];
    }
}
