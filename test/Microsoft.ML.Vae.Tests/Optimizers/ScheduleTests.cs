using Microsoft.ML.Vae.Optimizers;

namespace Microsoft.ML.Vae.Tests.Optimizers;

public class ScheduleTests
{
    private const int Epochs = 12;

    [Fact]
    public void Constant_EveryEpoch_IsOne() => Factors(LearningRateSchedule.Constant()).ShouldAllBe(factor => factor == 1);

    [Fact]
    public void Step_EveryFiveEpochs_Halves() =>
        Factors(LearningRateSchedule.Step(5, 0.5)).ShouldBe([1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25]);

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(1)]
    public void Cosine_EveryEpoch_IsTheFormulaInDoubles(double final)
    {
        double[] factors = Factors(LearningRateSchedule.Cosine(final));

        for (int i = 0; i < Epochs; i++)
            factors[i].ShouldBe(final + 0.5 * (1 - final) * (1 + Math.Cos(Math.PI * i / Epochs)), 1e-15);
        factors[0].ShouldBe(1);
        factors[6].ShouldBe((1 + final) / 2, 1e-15);
    }

    [Fact]
    public void Plateau_LossThatStandsStill_FallsAfterThePatienceAndAgain()
    {
        // After each epoch: improvement, two without (borne), a third (a fall), then again three, then an improvement too small to count.
        double[] losses = [10, 10, 11, 10, 10, 9.95, 10, 9.5, 9.45, 9.4];
        double[] factors = Rates(LearningRateSchedule.Plateau(0.5, patience: 2, minimumImprovement: 0.1), losses);

        factors.ShouldBe([1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25]);
    }

    [Fact]
    public void Plateau_NegativeLosses_ImproveDownwards() =>
        Rates(LearningRateSchedule.Plateau(0.1, patience: 0), [-10, -11, -12, -11.5, -13]).ShouldBe([1, 1, 1, 1, 0.1]);

    [Theory]
    [InlineData("constant")]
    [InlineData("step")]
    [InlineData("cosine")]
    [InlineData("plateau")]
    public void Warmup_AnySchedule_RisesLinearlyByStepAndThenFollowsIt(string name)
    {
        LearningRateSchedule Make(int warmup) => name switch
        {
            "step" => LearningRateSchedule.Step(2, warmupSteps: warmup),
            "cosine" => LearningRateSchedule.Cosine(0.2, warmup),
            "plateau" => LearningRateSchedule.Plateau(warmupSteps: warmup),
            _ => LearningRateSchedule.Constant(warmup),
        };
        (LearningRateSchedule with, LearningRateSchedule without) = (Make(10), Make(0));
        for (int step = 1; step <= 24; step++)
        {
            var at = new SchedulePoint(1 + (step - 1) / 4, 6, Plateaus: step / 9);   // four steps an epoch
            with.Factor(at, step).ShouldBe(without.Factor(at, step) * Math.Min(1, step / 10.0), 1e-15);
        }
    }

    [Fact]
    public void LearningRate_ConstantWithoutWarmup_IsTheRateItself() =>
        Enumerable.Range(0, 5).Select(_ => LearningRate.Fixed(1e-3).Next()).ShouldAllBe(rate => rate == 1e-3);

    [Fact]
    public void Factories_BadArguments_SayTheirRanges()
    {
        Check(() => LearningRateSchedule.Constant(-1), "warmupSteps is -1; must be at least 0.");
        Check(() => LearningRateSchedule.Step(0), "epochs is 0; must be at least 1.");
        Check(() => LearningRateSchedule.Step(1, 0), "factor is 0; must be in (0, 1].");
        Check(() => LearningRateSchedule.Cosine(1.1), "finalFactor is 1.1; must be in [0, 1].");
        Check(() => LearningRateSchedule.Plateau(1), "factor is 1; must be in (0, 1).");
        Check(() => LearningRateSchedule.Plateau(patience: -1), "patience is -1; must be at least 0.");
        Check(() => LearningRateSchedule.Plateau(minimumImprovement: double.NaN), "minimumImprovement is NaN; must be at least 0 and finite.");
    }

    [Fact]
    public void ToString_EverySchedule_SaysWhatItDependsOn()
    {
        using var culture = new CultureScope("de-DE");
        LearningRateSchedule.Constant().ToString().ShouldBe("Constant");
        LearningRateSchedule.Step(2, 0.5, warmupSteps: 7).ToString().ShouldBe("Step(n = 2, γ = 0.5) after 7 warm-up steps");
        LearningRateSchedule.Cosine(0.25).ToString().ShouldBe("Cosine(f = 0.25)");
        LearningRateSchedule.Plateau(0.5, 3, 0.125).ToString().ShouldBe("Plateau(γ = 0.5, patience = 3, minimum improvement = 0.125)");
    }

    private static void Check(Action action, string message) => Should.Throw<ArgumentOutOfRangeException>(action).Message.ShouldContain(message);

    private static double[] Factors(LearningRateSchedule schedule) =>
        [.. Enumerable.Range(1, Epochs).Select(epoch => schedule.Factor(new SchedulePoint(epoch, Epochs, 0), step: epoch))];

    /// <summary>The rate within each epoch, from 1, when the epochs end with these losses.</summary>
    private static double[] Rates(LearningRateSchedule schedule, double[] losses)
    {
        var rate = new LearningRate(schedule, 1, losses.Length);
        var rates = new double[losses.Length];
        for (int i = 0; i < losses.Length; i++)
        {
            rate.BeginEpoch(i + 1);
            rates[i] = rate.Next();
            rate.EndEpoch(losses[i]);
        }
        return rates;
    }
}
