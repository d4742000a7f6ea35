using Microsoft.ML.Data;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Tests.Tables;

/// <summary>Models of a table with numbers, a category and a flag.</summary>
public sealed class MixedFitTests : IDisposable
{
    private const string Score = "Oddness";
    private const string Reasons = "Reasons";

    private static readonly VaeOptions _all = SmallTable.Options with
    {
        LatentDimension = 3,
        Epochs = 30,
        LearningRate = 0.01,
        ReconstructionColumnName = "Again",
        SampleColumnName = "New",
        ScoreColumnName = Score,
        PredictedLabelColumnName = "IsOdd",
        PValueColumnName = "PValue",
        ScoreContributionsColumnName = Reasons,
        ContributionGrouping = ContributionGrouping.SourceColumn,
    };

    private static readonly Lazy<IDataView> _data = new(() => SmallTable.Encoded(SmallTable.Rows(300)));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_NumbersInTheirOwnUnits_ComeBackInThem()
    {
        using VaeTransformer model = (_all with { Epochs = 100 }).Fit(_data.Value);
        IDataView view = model.Transform(_data.Value);

        float[][] rows = view.Vectors(SmallTable.Features), again = view.Vectors("Again");

        Correlation(rows, again, slot: 0).ShouldBeGreaterThan(0.9);
        Correlation(rows, again, slot: 1).ShouldBeGreaterThan(0.9);
        again.Average(row => row[0]).ShouldBe(rows.Average(row => row[0]), 5);
        again.Average(row => row[1]).ShouldBe(rows.Average(row => row[1]), 4_000);
        again.ShouldAllBe(row => row.Skip(2).All(value => value >= 0 && value <= 1) && row.Skip(2).Take(3).Sum() <= 1.00001f);
        rows.Zip(again).Count(pair => Largest(pair.First) == Largest(pair.Second)).ShouldBeGreaterThan(250);   // of 300 countries
        view.Schema["Again"].Annotations.Schema.ShouldContain(annotation => annotation.Name == "SlotNames");
    }

    [Fact]
    public void Samples_OfAnyRow_AreRowsOfSuchATable()
    {
        using VaeTransformer model = _all.Fit(_data.Value);

        foreach (float[][] rows in new[] { model.Transform(_data.Value).Vectors("New"), model.Sample(300, seed: 1).Vectors("New") })
        {
            rows.ShouldAllBe(row => row.Skip(2).All(value => value == 0 || value == 1) && row.Skip(2).Take(3).Sum() == 1);
            rows.Select(Largest).Distinct().Count().ShouldBe(3);
            rows.Average(row => row[0]).ShouldBe(170, 15);   // heights from 150 to 190
        }
        model.Sample(5, seed: 1).Vectors("New").ShouldBe(model.Sample(5, seed: 1).Vectors("New"));
        model.Sample(5, seed: 1).Vectors("New").ShouldNotBe(model.Sample(5, seed: 2).Vectors("New"));
    }

    [Theory]
    [InlineData("excess")]
    [InlineData("negative ELBO")]
    [InlineData("importance-weighted")]
    public void Contributions_BySourceColumn_AreNamedAndAddUpToTheScore(string name)
    {
        AnomalyScore score = name switch { "excess" => AnomalyScore.Excess, "negative ELBO" => AnomalyScore.NegativeElbo, _ => AnomalyScore.ImportanceWeighted(3) };
        using VaeTransformer grouped = (_all with { AnomalyScore = score }).Fit(_data.Value);
        using VaeTransformer plain = (_all with { AnomalyScore = score, ContributionGrouping = ContributionGrouping.Slot }).Fit(_data.Value);
        IDataView view = grouped.Transform(_data.Value);

        float[] scores = [.. view.Values<float>(Score)];
        float[][] reasons = view.Vectors(Reasons), slots = plain.Transform(_data.Value).Vectors(Reasons);

        Names(view.Schema[Reasons]).ShouldBe(SmallTable.Columns);
        Names(plain.Transform(_data.Value).Schema[Reasons]).ShouldBe(["Height", "Income", "Country.DE", "Country.FR", "Country.IT", "IsMember"], ignoreOrder: true);
        for (int row = 0; row < scores.Length; row++)
        {
            double tolerance = 1e-4 * (1 + slots[row].Sum(Math.Abs));   // single precision
            reasons[row].Length.ShouldBe(4);
            ((double)reasons[row].Sum()).ShouldBe(scores[row], tolerance);
            reasons[row][2].ShouldBe(slots[row][2] + slots[row][3] + slots[row][4], tolerance);
        }
    }

    [Fact]
    public void Score_CategoryThatWasNeverSeen_IsHighBecauseOfItsColumn()
    {
        using VaeTransformer model = (_all with { Epochs = 100 }).Fit(_data.Value);
        SmallTable.Person known = SmallTable.Rows(1, seed: 9)[0];
        IDataView view = model.Transform(SmallTable.Encoded(known, known with { Country = "XX" }));

        float[] scores = [.. view.Values<float>(Score)];

        scores[1].ShouldBeGreaterThan(scores[0] + 1);
        Largest4(view.Vectors(Reasons)[1]).ShouldBe(2);   // Country
    }

    [Fact]
    public void SaveAndLoad_TableModel_GivesTheSameColumnsAndNames()
    {
        using VaeTransformer model = _all.Fit(_data.Value);

        using VaeTransformer loaded = SavedModel.Of(model).Load().ShouldBeOfType<VaeTransformer>();

        IDataView expected = model.Transform(_data.Value), actual = loaded.Transform(_data.Value);
        foreach (string column in (string[])["Latent", "Again", "New", Reasons])
            actual.Vectors(column).ShouldBe(expected.Vectors(column), column);
        actual.Values<float>(Score).ShouldBe(expected.Values<float>(Score));
        Names(actual.Schema[Reasons]).ShouldBe(SmallTable.Columns);
        loaded.Model.Likelihood.ToString().ShouldBe(model.Model.Likelihood.ToString());
        loaded.Evaluate(_data.Value, 1).NegativeElbo.ShouldBe(model.Evaluate(_data.Value, 1).NegativeElbo);
        loaded.Sample(5, 1).Vectors("New").ShouldBe(model.Sample(5, 1).Vectors("New"));
    }

    [Theory]
    [InlineData(TrainingEngine.Fused)]
    [InlineData(TrainingEngine.Autograd)]
    public void Fit_EitherEngine_LearnsTheTable(TrainingEngine engine)
    {
        using VaeTransformer model = (_all with { Engine = engine }).Fit(_data.Value);

        model.History[^1].NegativeElbo.ShouldBeLessThan(model.History[0].NegativeElbo - 2);
        model.Report.Health!.PcaSquaredErrorPerPixel.ShouldBeNull();
    }

    [Fact]
    public void Fit_ImportanceWeightedObjective_LearnsTheTable()
    {
        using VaeTransformer model = (_all with { Objective = Objective.ImportanceWeighted(3) }).Fit(_data.Value);

        model.History[^1].NegativeElbo.ShouldBeLessThan(model.History[0].NegativeElbo - 2);
        model.Evaluate(_data.Value, new VaeEvaluationOptions { ImportanceSamples = 5 }).ImportanceWeightedLogLikelihood!.Value.ShouldBeGreaterThan(-20);
    }

    [Fact]
    public void Fit_InterruptedAtEveryStep_EqualsTheUninterruptedFit()
    {
        VaeOptions options = SmallTable.Options with { BatchSize = 100, ScoreColumnName = Score, PredictedLabelColumnName = "IsOdd" };
        using VaeTransformer whole = options.Fit(_data.Value);

        (VaeTransformer model, int interruptions) = CheckpointedFit.FitInPieces(options, _folder["checkpoints"], _data.Value);

        using (model)
        {
            interruptions.ShouldBeGreaterThan(3);
            FloatAssert.ShouldBeBitEqual(Weights.Of(model), Weights.Of(whole));
            model.Model.Input.Slots!.Offsets.ShouldBe(whole.Model.Input.Slots!.Offsets);
        }
    }

    [Fact]
    public void Fit_CheckpointOfOtherParts_IsRefused()
    {
        VaeOptions options = SmallTable.Options.In(_folder["checkpoints"]);
        options.Fit(_data.Value).Dispose();

        Should.Throw<InvalidOperationException>(() => (options with { Likelihood = Likelihood.Mixed(), Epochs = 4 }).Fit(_data.Value))
            .Message.ShouldContain("Likelihood: Mixed('Height', 'Income', 'Country' (3 categories), 'IsMember' (flag)) in the checkpoint, "
                + "Mixed('Height', 'Income', 'Country' (3 categories), 'IsMember') now.");
    }

    [Fact]
    public void Fit_RowsThatAreStreamed_AreStandardizedAlike()
    {
        SmallTable.Person[] rows = SmallTable.Rows(60_000);   // 1.4 MB
        IDataView data = SmallTable.Encoded(rows);
        VaeOptions options = SmallTable.Options with { Epochs = 1, BatchSize = 1024 };

        using VaeTransformer streamed = (options with { InputCacheBytes = 1 << 20 }).Fit(data), inMemory = options.Fit(data);

        SlotScaling scaling = streamed.Model.Input.Slots.ShouldNotBeNull();
        scaling.Offsets.ShouldBe(inMemory.Model.Input.Slots!.Offsets);
        ((double)scaling.Offsets[0]).ShouldBe(rows.Average(row => (double)row.Height), 1e-3);
        (1.0 / scaling.Scales[0]).ShouldBe(Math.Sqrt(rows.Average(row => Math.Pow(row.Height - rows.Average(other => (double)other.Height), 2))), 1e-2);
        (scaling.Offsets[2], scaling.Scales[2], scaling.Scales[5]).ShouldBe((0, 1, 1));
    }

    [Fact]
    public void Fit_NumberThatNeverVaries_IsNotScaled()
    {
        SmallTable.Person[] rows = [.. SmallTable.Rows(50).Select(row => row with { Income = 1234.5f })];

        using VaeTransformer model = _all.Fit(SmallTable.Encoded(rows));

        (model.Model.Input.Slots!.Offsets[1], model.Model.Input.Slots.Scales[1]).ShouldBe((1234.5f, 1));
        model.Transform(SmallTable.Encoded(rows)).Values<float>(Score).ShouldAllBe(score => float.IsFinite(score));
    }

    [Fact]
    public void PredictionEngine_SavedPipeline_ExplainsOneRow()
    {
        var context = new MLContext(1);
        IDataView data = SmallTable.View(context, SmallTable.Rows(200));
        using TransformerChain<VaeTransformer> fitted = SmallTable.Encoding(context).Append(context.Transforms.VariationalAutoencoder(_all)).Fit(data);
        ITransformer loaded = SavedModel.Load(SavedModel.ZipOf(fitted, data.Schema));
        using PredictionEngine<SmallTable.Person, Explained> engine = context.Model.CreatePredictionEngine<SmallTable.Person, Explained>(loaded);

        Explained odd = engine.Predict(SmallTable.Rows(1)[0] with { Income = 500_000 });

        odd.Reasons.Length.ShouldBe(4);
        Largest4(odd.Reasons).ShouldBe(1);   // Income
    }

    internal static string[] Names(DataViewSchema.Column column)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static int Largest(float[] row) => Array.IndexOf(row, row[2..5].Max(), 2, 3);

    private static int Largest4(float[] reasons) => Array.IndexOf(reasons, reasons.Max());

    private static double Correlation(float[][] a, float[][] b, int slot)
    {
        double meanA = a.Average(row => row[slot]), meanB = b.Average(row => row[slot]);
        double product = a.Zip(b, (x, y) => (x[slot] - meanA) * (y[slot] - meanB)).Sum();
        return product / Math.Sqrt(a.Sum(x => Math.Pow(x[slot] - meanA, 2)) * b.Sum(y => Math.Pow(y[slot] - meanB, 2)));
    }

    private sealed class Explained
    {
        public float[] Reasons { get; set; } = [];
    }
}
