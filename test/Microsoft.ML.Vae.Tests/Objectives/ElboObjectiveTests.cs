using Microsoft.ML.Vae.Objectives;

namespace Microsoft.ML.Vae.Tests.Objectives;

public class ElboObjectiveTests
{
    [Theory, Trait("trap", "6")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4.5)]
    public void Loss_AnyBeta_IsReconstructionAndBetaTimesDivergence(double beta)
    {
        using var batch = new KnownBatch(9, 3);
        batch.Loss(Objective.Elbo(beta)).ShouldBe(batch.Reconstruction.Average() + beta * batch.Divergence.Average(), 1e-4);   // single precision of about 60
    }

    [Fact, Trait("trap", "6")]
    public void Loss_OneMoreBeta_IsTheDivergenceMore()
    {
        using var batch = new KnownBatch(9, 3);
        (batch.Loss(Objective.Elbo(2)) - batch.Loss(Objective.Elbo(1))).ShouldBe(batch.Divergence.Average(), 1e-4);   // single precision of about 60
    }

    [Fact]
    public void Loss_WarmingUp_TakesTheBetaOfThePosition()
    {
        using var batch = new KnownBatch(9, 3);
        Objective objective = Objective.Elbo(BetaSchedule.Linear(beta: 2, epochs: 10));

        batch.Loss(objective, new TrainingPosition(0, 9)).ShouldBe(batch.Loss(Objective.Elbo(0)));
        batch.Loss(objective, new TrainingPosition(2.5, 9)).ShouldBe(batch.Loss(Objective.Elbo(0.5)));
        batch.Loss(objective, new TrainingPosition(99, 9)).ShouldBe(batch.Loss(Objective.Elbo(2)));
    }
}
