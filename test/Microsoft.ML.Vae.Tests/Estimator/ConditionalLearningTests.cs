using Microsoft.ML.Data;
using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Estimator;

/// <summary>
/// Rows of four pixels: ±a by their kind, s t with t ~ N(0, 1), and two of nothing but noise σ, which all of them have. A linear model with one latent
/// dimension is probabilistic principal component analysis: along a direction of variance λ it loses ½ λ / σ² nats, or ½ log(λ / σ²) + ½ if its latent is
/// spent there. With the kind known, that of the first pixel is σ² and the latent is free for the second. Without, it can have one of the two.
/// </summary>
public class ConditionalLearningTests
{
    private const int Rows = 1000;
    private const double A = 0.4;
    private const double S = 0.3;
    private const double Sigma = 0.1;

    private static readonly MLContext _context = new(1);
    private static readonly VaeOptions _options = new()
    {
        OutputColumnName = TinyModel.Mean,
        InputColumnName = TinyModel.Input,
        Network = Network.Linear,
        LatentDimension = 1,
        Likelihood = Likelihood.Gaussian(Sigma),
        BatchSize = 50,
        Epochs = 60,
        LearningRate = 0.02,
        LearningRateSchedule = LearningRateSchedule.Cosine(),
        Seed = 1,
    };

    [Fact]
    public void Fit_Condition_FreesTheLatentOfTheClassAndLowersTheElboByWhatTheoryPromises()
    {
        ScriptedView data = View();
        using VaeTransformer conditional = (_options with { ConditionColumnName = ConditionedImages.Column }).Fit(data), plain = _options.Fit(data);

        double gained = plain.Evaluate(data).NegativeElbo - conditional.Evaluate(data).NegativeElbo;

        // z is taken at its mean, which leaves E½(σ_z w / σ)² = ½ (1 − σ² / λ) out of either. The latent of the plain model is at the class, the larger one:
        // it loses ½ (s² + σ²) / σ² along t, where the other loses ½ log((s² + σ²) / σ²) + ½; and ½ log((a² + σ²) / σ²) + ½ along the class, where that loses ½.
        (double k, double t) = (A * A + Sigma * Sigma, S * S + Sigma * Sigma);
        double margin = 0.5 * t / (Sigma * Sigma) + 0.5 * Math.Log(k / t) - 0.5;
        double atTheMean = 0.5 * (Sigma * Sigma / k - Sigma * Sigma / t);
        // The variance of t over 1,000 rows is off by some 5 % of 1, of which half s² / σ² nats is 0.2; training ends within 0.1.
        gained.ShouldBe(margin + atTheMean, 0.5);
        Accuracy(conditional, data).ShouldBeInRange(0.4, 0.6);     // chance; four standard errors of 1,000 guesses are 0.06
        Accuracy(plain, data).ShouldBeGreaterThan(0.97);
    }

    private static ScriptedView View()
    {
        var random = new Random(2);
        float[][] rows = [.. Enumerable.Range(0, Rows).Select(row => Array.ConvertAll(
            [IsSecond(row) ? A : -A, S * Normal(random), 0, 0], value => (float)(value + Sigma * Normal(random))))];
        return new ScriptedView(Rows)
            .AddVector(TinyModel.Input, NumberDataViewType.Single, 4, row => TestImages.Dense((float[])rows[row].Clone()))
            .Add(ConditionedImages.Column, new KeyDataViewType(typeof(uint), 2), row => IsSecond(row) ? 2u : 1u);
    }

    private static bool IsSecond(int row) => row % 2 == 1;

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Of the nearest of the two classes' mean codes.</summary>
    private static double Accuracy(VaeTransformer model, IDataView data)
    {
        float[] codes = [.. model.Transform(data).Vectors(TinyModel.Mean).Select(code => code[0])];
        double first = codes.Where((_, row) => !IsSecond(row)).Average(), second = codes.Where((_, row) => IsSecond(row)).Average();
        return codes.Select((code, row) => (Math.Abs(code - second) < Math.Abs(code - first)) == IsSecond(row)).Average(isRight => isRight ? 1.0 : 0);
    }
}
