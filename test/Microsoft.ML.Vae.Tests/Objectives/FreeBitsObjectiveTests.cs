namespace Microsoft.ML.Vae.Tests.Objectives;

public class FreeBitsObjectiveTests
{
    private const int Latent = 4;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.9, 1)]
    [InlineData(1.6, 0.5)]
    [InlineData(100, 1)]
    public void Loss_AnyThreshold_CountsEachDimensionsBatchMeanNoLower(double nats, double beta)
    {
        using var batch = new KnownBatch(9, Latent);
        double expected = batch.Reconstruction.Average() + beta * Means(batch).Sum(mean => Math.Max(nats, mean));
        batch.Loss(Objective.FreeBits(nats, BetaSchedule.Constant(beta))).ShouldBe(expected, 1e-5 * expected);   // single precision
    }

    [Fact]
    public void Loss_NoFreeNats_IsTheElbo()
    {
        using var batch = new KnownBatch(9, Latent);
        batch.Loss(Objective.FreeBits(0)).ShouldBe(batch.Loss(Objective.Elbo()), 1e-4);   // another order of the sums
    }

    [Fact, Trait("trap", "5")]
    public void Gradient_BelowTheThreshold_IsGoneThereAndOnlyThere()
    {
        using var batch = new KnownBatch(9, Latent);
        double[] means = Means(batch);
        double nats = means.Order().Skip(1).Take(2).Average();   // two dimensions below, two above
        (double[] mean, _) = batch.Gradients(Objective.FreeBits(nats));
        for (int i = 0; i < mean.Length; i++)
        {
            double slope = batch.Mean[i / Latent][i % Latent] / batch.Mean.Length;   // ∂KL/∂μ = μ
            mean[i].ShouldBe(means[i % Latent] < nats ? 0 : slope, 1e-6);            // single precision
        }
    }

    private static double[] Means(KnownBatch batch) =>
        [.. Enumerable.Range(0, Latent).Select(j => batch.Mean.Zip(batch.LogVariance, (mean, v) => ReferenceLoss.KlDivergence([mean[j]], [v[j]])).Average())];
}
