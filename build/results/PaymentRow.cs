using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Results;

/// <summary>A model of a table of payments, which finds those that are odd, and the columns that make them so.</summary>
/// <param name="Name">What it is called in its table.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Paper">Authors, title, year.</param>
/// <param name="Configure">From the settings that all rows share to its own: <c>options => options with { … }</c>.</param>
/// <param name="Lambda">The text of <paramref name="Configure"/>, which the compiler gives.</param>
internal sealed record PaymentRow(
    string Name,
    string Formula,
    string Paper,
    Func<VaeOptions, VaeOptions> Configure,
    [CallerArgumentExpression(nameof(Configure))] string Lambda = "") : TableRow(Name, Formula, Paper)
{
    private const string Score = nameof(Score);
    private const string PredictedLabel = nameof(PredictedLabel);
    private const string Reasons = nameof(Reasons);

    public override string Code => OptionsText.Of(Lambda, Name);

    public override Measurement Measure(Digits digits) => PaymentProtocol.With(payments =>
    {
        IDataView rows = payments.Table.Encoding(PaymentProtocol.Features).Fit(payments.Data).Transform(payments.Data);
        VaeEstimator estimator = payments.Context.Transforms.VariationalAutoencoder(Configure(Settings.Payments) with
        {
            ScoreColumnName = Score,
            PredictedLabelColumnName = PredictedLabel,
            Contamination = PaymentProtocol.Share,
            ScoreContributionsColumnName = Reasons,
            ContributionGrouping = ContributionGrouping.SourceColumn,
        });
        var watch = Stopwatch.StartNew();
        using VaeTransformer model = estimator.Fit(rows);
        TimeSpan time = watch.Elapsed;
        IDataView scored = model.Transform(rows);
        double? area = payments.Auroc(scored, Score, PredictedLabel), named = payments.ShareNamed(scored, PredictedLabel, Reasons);
        return new Measurement { Aurocs = [area, named], TrainingTime = time };
    });
}
