using Microsoft.ML.Data;
using Microsoft.ML.Vae.Samples.Table;
using Microsoft.ML.Vae.Shared.Tables;
using Xunit.Abstractions;

namespace Microsoft.ML.Vae.Tests.Tables;

/// <summary>
/// A table of payments of which 1 % are odd: one column has another payment's value. Nobody has labelled them, so models are fitted to all
/// rows, odd ones included, and say which of these rows are odd.
/// </summary>
public sealed class FraudTableTests(ITestOutputHelper output) : IDisposable
{
    private const int Rows = 10_000;
    private const double Share = 0.01;
    private const string Features = "Features";
    private const string Label = "IsOdd";

    private static readonly int[] _ranks = [5, 10, 20];

    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _context = new(1);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Fit_TableWithOddRows_FindsThemAndNamesTheBrokenColumns()
    {
        var payments = new PaymentTable(Rows, Share, seed: 7);
        payments.Write(_folder["payments.csv"]);
        var table = new CsvTable(_context, _folder["payments.csv"], ignored: [Label]);
        IDataView data = table.Load();
        using TransformerChain<VaeTransformer> model = table.Encoding(Features).Append(_context.Transforms.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = Features,
            Likelihood = Likelihood.Mixed(),
            ScoreColumnName = "Oddness",
            PredictedLabelColumnName = "IsPredictedOdd",
            Contamination = Share,
            ScoreContributionsColumnName = "Reasons",
            ContributionGrouping = ContributionGrouping.SourceColumn,
            Epochs = 40,
            Seed = 1,
        })).Fit(data);
        IDataView scored = model.Transform(data);

        double area = Area(scored, "Oddness", "IsPredictedOdd");
        double best = _ranks.Max(rank => AreaByPca(table, data, rank));
        bool[] isFound = [.. scored.GetColumn<bool>("IsPredictedOdd")];
        float[][] reasons = [.. scored.GetColumn<float[]>("Reasons")];
        int[] found = [.. Enumerable.Range(0, Rows).Where(row => isFound[row] && payments.Broken[row] is not null)];
        int named = found.Count(row => reasons[row].Count(nats => nats > reasons[row][payments.Broken[row]!.Value]) < 2);

        output.WriteLine($"AUROC {area:F4}, best of ML.NET's RandomizedPca {best:F4}; found {found.Length} of 100, named the column of {named}");
        MixedFitTests.Names(scored.Schema["Reasons"]).ShouldBe(PaymentTable.Columns);
        area.ShouldBeGreaterThan(best + 0.1);
        found.Length.ShouldBeGreaterThan(20);
        named.ShouldBeGreaterThanOrEqualTo((int)Math.Ceiling(0.8 * found.Length));
    }

    /// <summary>With numbers that are normalized, which it needs.</summary>
    private double AreaByPca(CsvTable table, IDataView data, int rank)
    {
        InputOutputColumnPair[] numbers = [.. table.Numbers.Select(name => new InputOutputColumnPair(name))];
        IDataView scored = _context.Transforms.NormalizeMeanVariance(numbers, fixZero: false)
            .Append(table.Encoding(Features))
            .Append(_context.AnomalyDetection.Trainers.RandomizedPca(Features, rank: rank, seed: 1)).Fit(data).Transform(data);
        return Area(scored, "Score", "PredictedLabel");
    }

    private double Area(IDataView scored, string score, string predictedLabel) => _context.AnomalyDetection.Evaluate(
        scored, Label, score, predictedLabel).AreaUnderRocCurve;
}
