using Microsoft.ML.Vae.Objectives;

namespace Microsoft.ML.Vae.Tests.Objectives;

public class BetaScheduleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.5)]
    [InlineData(2.5, 1.25)]
    [InlineData(4, 2)]
    [InlineData(400, 2)]
    public void Linear_AfterSomeEpochs_IsThatShare(double epochs, double expected) =>
        At(BetaSchedule.Linear(beta: 2, epochs: 4), epochs).ShouldBe(expected, 1e-12);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]     // half of the rise over the first half of 4 epochs
    [InlineData(2, 2)]
    [InlineData(3.9, 2)]
    [InlineData(4, 0)]     // the second cycle
    [InlineData(5.5, 1.5)]
    [InlineData(11.9, 2)]
    [InlineData(12, 2)]    // after the third and last
    [InlineData(13, 2)]
    public void Cyclical_AfterSomeEpochs_RisesAnewInEachCycle(double epochs, double expected) =>
        At(BetaSchedule.Cyclical(beta: 2, cycles: 3, cycleEpochs: 4, ramp: 0.5), epochs).ShouldBe(expected, 1e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(17.3)]
    public void Constant_AnyTime_IsItsValue(double epochs) => At(BetaSchedule.Constant(0.7), epochs).ShouldBe(0.7);

    [Fact]
    public void WarmupEpochs_EachSchedule_IsWhenItStaysForGood()
    {
        BetaSchedule.Constant(3).WarmupEpochs.ShouldBe(0);
        BetaSchedule.Linear(1, 6).WarmupEpochs.ShouldBe(6);
        BetaSchedule.Cyclical(1, 3, 4).WarmupEpochs.ShouldBe(12);
        Objective.Elbo(BetaSchedule.Linear(1, 6)).WarmupEpochs.ShouldBe(6);
        Objective.FreeBits(1, BetaSchedule.Linear(1, 6)).WarmupEpochs.ShouldBe(6);
        Objective.Capacity(epochs: 7).WarmupEpochs.ShouldBe(7);
    }

    [Theory]
    [InlineData(1, 0L, 100L, 0)]
    [InlineData(1, 50L, 100L, 0.5)]
    [InlineData(3, 25L, 100L, 2.25)]
    [InlineData(3, 120L, 100L, 3)]     // rows that an estimate of the count did not know of
    [InlineData(3, 25L, null, 2)]
    public void Within_AnEpoch_CountsTheEpochsDone(int epoch, long rowsDone, long? rowCount, double expected) =>
        TrainingPosition.Within(epoch, rowsDone, rowCount).Epochs.ShouldBe(expected, 1e-12);

    private static double At(BetaSchedule schedule, double epochs) => schedule.At(new TrainingPosition(epochs, 100));
}
