using Microsoft.ML.Vae.Objectives;

namespace Microsoft.ML.Vae.Tests.Objectives;

[Trait("trap", "5")]
public class CapacityObjectiveTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(50)]
    public void Loss_AfterSomeEpochs_IsGammaTimesTheDistanceToTheGrownCapacity(double epochs)
    {
        using var batch = new KnownBatch(9, 3);
        double capacity = 8 * Math.Min(1, epochs / 10);
        double expected = batch.Reconstruction.Average() + 3 * Math.Abs(batch.Divergence.Average() - capacity);
        batch.Loss(Objective.Capacity(nats: 8, epochs: 10, gamma: 3), new TrainingPosition(epochs, 9)).ShouldBe(expected, 1e-4);   // single precision of about 60
    }

    [Theory]
    [InlineData(0, 1)]       // the divergence is above C and is pressed down
    [InlineData(1000, -1)]   // it is below and is pulled up: a clamp would leave no gradient here
    public void Gradient_OnEitherSideOfTheCapacity_PullsTowardsIt(double nats, int sign)
    {
        using var batch = new KnownBatch(9, 3);
        (double[] mean, double[] logVariance) = batch.Gradients(Objective.Capacity(nats, epochs: 1, gamma: 5), new TrainingPosition(1, 9));
        for (int i = 0; i < mean.Length; i++)
        {
            mean[i].ShouldBe(sign * 5 * batch.Mean[i / 3][i % 3] / 9, 1e-5);                                           // ∂KL/∂μ = μ; single precision
            logVariance[i].ShouldBe(sign * 5 * 0.5 * (Math.Exp(batch.LogVariance[i / 3][i % 3]) - 1) / 9, 1e-5);       // ½ (σ² − 1)
        }
    }
}
