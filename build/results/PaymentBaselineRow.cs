using System.Diagnostics;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.Vae.Results;

/// <summary>ML.NET's own way to find odd rows, on normalized numbers.</summary>
/// <param name="Name">What it is called in its table.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Paper">Authors, title, year.</param>
/// <param name="Rank">How many components.</param>
internal sealed record PaymentBaselineRow(string Name, string Formula, string Paper, int Rank) : TableRow(Name, Formula, Paper)
{
    public override string Code => "";

    public override Measurement Measure(Digits digits) => PaymentProtocol.With(payments =>
    {
        InputOutputColumnPair[] numbers = [.. payments.Table.Numbers.Select(name => new InputOutputColumnPair(name))];
        IDataView rows = payments.Context.Transforms.NormalizeMeanVariance(numbers, fixZero: false)
            .Append(payments.Table.Encoding(PaymentProtocol.Features)).Fit(payments.Data).Transform(payments.Data);
        var watch = Stopwatch.StartNew();
        AnomalyPredictionTransformer<PcaModelParameters> model = payments.Context.AnomalyDetection.Trainers
            .RandomizedPca(PaymentProtocol.Features, rank: Rank, seed: Settings.SampleSeed).Fit(rows);
        TimeSpan time = watch.Elapsed;
        return new Measurement { Aurocs = [payments.Auroc(model.Transform(rows), "Score", "PredictedLabel"), null], TrainingTime = time };
    });
}
