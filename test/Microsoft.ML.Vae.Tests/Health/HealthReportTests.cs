using System.Text.Json.Nodes;
using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Optimizers;
using Microsoft.ML.Vae.Tests.Persistence;

namespace Microsoft.ML.Vae.Tests.Health;

public class HealthReportTests
{
    private static readonly byte[][] _rows = LearnableImages.Bytes(300, 24);

    private readonly MLContext _context = new();
    private readonly Log _log;

    public HealthReportTests() => _log = new Log(_context);

    [Fact]
    [Trait("case", "24")]
    public void Fit_HugeBeta_FinishesAndWarnsWithTheNumberOfActiveUnits()
    {
        using VaeTransformer model = Fit(TestOptions.Small with { Objective = Objective.Elbo(1e3), LearningRate = 0.01, Epochs = 30 });

        model.Report!.Health!.Verdict.ShouldBe(HealthVerdict.Collapsed);
        model.Report.Health.ActiveUnits.ShouldBe(0);
        model.Report.End.ShouldBe(TrainingStopReason.AllEpochs);
        string warning = _log.Warnings.ShouldHaveSingleItem().RawMessage;
        warning.ShouldStartWith("The posterior has collapsed: 0 of 3 latent dimensions are active");
        warning.ShouldContain("Give the divergence less weight than ELBO with β = 1000,");
    }

    [Fact]
    public void Fit_ModelBetterThanPca_IsHealthyAndWarnsOfNothing()
    {
        VaeOptions options = TestOptions.Small with { Likelihood = Likelihood.Gaussian(0.05), Network = Network.FullyConnected([64]), LatentDimension = 2, LearningRate = 0.01, Epochs = 60 };
        using VaeTransformer model = Fit(options);

        ModelHealth health = model.Report!.Health!;
        health.Verdict.ShouldBe(HealthVerdict.Healthy);
        health.IsPcaBetter.ShouldBeFalse();
        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Fit_ModelThatLearnedTooLittle_WarnsThatPcaWins()
    {
        VaeOptions options = TestOptions.Small with { Likelihood = Likelihood.Gaussian(0.1), LatentDimension = 8, Network = Network.Linear, Epochs = 6, LearningRate = 3e-3 };
        using VaeTransformer model = Fit(options);

        ModelHealth health = model.Report!.Health!;
        health.IsPcaBetter.ShouldBeTrue();
        health.Verdict.ShouldBe(HealthVerdict.WorseThanPca);
        string warning = _log.Warnings.ShouldHaveSingleItem().RawMessage;
        warning.ShouldStartWith("The model reconstructs no better than a linear one: all 8 of 8 latent dimensions are active, but as many principal components reconstruct better");
        warning.ShouldContain("on the same 300 training rows at z = mean");
        warning.ShouldEndWith("Only squared errors of reconstructions were compared: if the latents or scores do what they are for, nothing is wrong.");
    }

    [Fact]
    public void Fit_SomeDimensionsUnusedAndPcaWins_IsOverRegularized()
    {
        using VaeTransformer model = Fit(TestOptions.Small with { Likelihood = Likelihood.Gaussian(0.1), Objective = Objective.Elbo(20), LatentDimension = 8, LearningRate = 0.01, Epochs = 60 });

        ModelHealth health = model.Report!.Health!;
        health.ActiveUnits.ShouldBeInRange(1, 7);
        health.Verdict.ShouldBe(HealthVerdict.OverRegularized);
        _log.Warnings.ShouldHaveSingleItem().RawMessage.ShouldStartWith(
            FormattableString.Invariant($"The model is over-regularized: {health.ActiveUnits} of 8 latent dimensions are active"));
    }

    [Fact]
    public void Report_SmallData_HasTheNumbersThatEvaluateFinds()
    {
        using VaeTransformer model = Fit(TestOptions.Small with { LearningRate = 0.01, Epochs = 10 });
        VaeMetrics metrics = model.Evaluate(PixelViews.OfBytes(_context, _rows));

        ModelHealth health = model.Report!.Health!;
        health.SampleRows.ShouldBe(300);
        health.ActiveUnits.ShouldBe(metrics.ActiveUnits);
        health.SquaredErrorPerPixel.ShouldBe(metrics.SquaredErrorPerPixel, 1e-6);   // another order of the rows, in single precision
        health.KlPerDimension.Count.ShouldBe(3);
        for (int i = 0; i < 3; i++)
            health.KlPerDimension[i].ShouldBe(metrics.KlPerDimension[i], 1e-5);
        model.Report.Steps.ShouldBe(10 * 19);
        _log.Of(ChannelMessageKind.Info).ShouldContain(message => message.RawMessage.StartsWith("Health on 300 training rows: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Report_Off_IsTheSameFitWithoutHealth()
    {
        VaeOptions options = TestOptions.Small with { LearningRate = 0.01, Epochs = 8 };
        using VaeTransformer with = Fit(options), without = Fit(options with { HealthReport = false });

        Weights.Of(without).ShouldBe(Weights.Of(with));
        without.History.ShouldBe(with.History);
        with.Report!.Health.ShouldNotBeNull();
        without.Report!.Health.ShouldBeNull();
        without.Report.Steps.ShouldBe(with.Report.Steps);
    }

    [Fact]
    public void Fit_HealthReport_ReadsTheDataNoMoreOften()
    {
        ScriptedView data = TestImages.View(100);
        using VaeTransformer model = TestOptions.Tiny.Fit(data);

        data.Cursors.ShouldHaveSingleItem();
        model.Report!.Health!.SampleRows.ShouldBe(100);
        model.Report.Health.Verdict.ShouldBe(HealthVerdict.NotJudged);   // 8 steps
    }

    [Fact]
    public void Fit_Canceled_HasNoHealth()
    {
        using var source = new CancellationTokenSource();
        VaeOptions options = TestOptions.Small with
        {
            CancellationToken = source.Token,
            OnCancellation = CancellationBehavior.KeepBest,
            Progress = new EpochAction(1, source.Cancel),
        };
        using VaeTransformer model = Fit(options);

        model.Report!.End.ShouldBe(TrainingStopReason.Canceled);
        model.Report.WeightsEpoch.ShouldBe(1);
        model.Report.Health.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SaveAndLoad_AReport_IsTheSameToTheBit(bool hasHealth)
    {
        using VaeTransformer model = Fit(TestOptions.Small with { Epochs = 6, HealthReport = hasHealth });
        using var loaded = (VaeTransformer)SavedModel.Of(model).Load();

        Values(loaded).ShouldBe(Values(model));
        (loaded.Report!.Health is not null).ShouldBe(hasHealth);
        SavedModel.Of(loaded).ShouldEqual(SavedModel.Of(model));
    }

    [Theory]
    [Trait("case", "30")]
    [InlineData("end", "0")]
    [InlineData("end", "\"AllEpochs\"")]
    [InlineData("end", "\"x\"")]
    [InlineData("weights_epoch", "3")]
    [InlineData("weights_epoch", "-1")]
    [InlineData("steps", "-1")]
    [InlineData("health.verdict", "0")]
    [InlineData("health.verdict", "\"fine\"")]
    [InlineData("health.sample_rows", "0")]
    [InlineData("health.active_units", "4")]
    [InlineData("health.kl_per_dimension", "[0, 0]")]
    [InlineData("health.kl_per_dimension", "[0, 0, -1]")]
    [InlineData("health.kl_per_dimension", "null")]
    [InlineData("health.squared_error", "1e999")]
    [InlineData("health.pca_squared_error", "-1")]
    [InlineData("health.more", "1")]
    public void Read_BadReport_Refused(string member, string value)
    {
        using VaeTransformer model = Fit(TestOptions.Small);
        WeightsFile file = WeightsFile.Parse(SavedModel.Of(model)[SavedModel.Weights]);
        JsonObject description =
            JsonNode.Parse(file.Metadata["description"]!.GetValue<string>())!.AsObject();
        JsonObject target = description["report"]!.AsObject();
        string[] path = member.Split('.');
        (path.Length == 1 ? target : target["health"]!.AsObject())[path[^1]] = JsonNode.Parse(value);
        file.Metadata["description"] = description.ToJsonString();

        ModelFormatAssert.Refused(file.ToBytes()).ShouldContain("description");
    }

    private static object?[] Values(VaeTransformer model)
    {
        TrainingReport report = model.Report!;
        return
        [
            report.End, report.WeightsEpoch, report.Steps, report.Health?.Verdict, report.Health?.SampleRows, report.Health?.ActiveUnits,
            report.Health?.SquaredErrorPerPixel, report.Health?.PcaSquaredErrorPerPixel, .. (report.Health?.KlPerDimension ?? []).Cast<object>(),
        ];
    }

    private VaeTransformer Fit(VaeOptions options) => _context.Transforms.VariationalAutoencoder(options).Fit(PixelViews.OfBytes(_context, _rows));
}
