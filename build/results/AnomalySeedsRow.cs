using System.Diagnostics;

namespace Microsoft.ML.Vae.Results;

/// <summary>
/// A row of anomalies with one score and several seeds; the first seed's number is taken from the row if it has been measured.
/// </summary>
/// <param name="Row">The row.</param>
/// <param name="Score">One of <see cref="AnomalyProtocol.Scores"/>.</param>
internal sealed record AnomalySeedsRow(AnomalyRow Row, AnomalyScore Score) : TableRow(Row.Name, Row.Formula, Row.Paper)
{
    /// <summary>How many seeds, from that of all rows on.</summary>
    public const int Seeds = 3;

    public override string Code => $"{Row.Code}, AnomalyScore = AnomalyScore.{Score}";

    public override Measurement Measure(Digits digits)
    {
        AnomalyProtocol images = Row.Images(digits);
        int column = AnomalyProtocol.Scores.ToList().IndexOf(Score);
        var watch = new Stopwatch();
        double? known = Row.Measured?.Aurocs?[column];
        List<double> areas = known is { } first ? [first] : [];
        int fits = Seeds - areas.Count;
        for (int seed = Settings.Anomalies.Seed!.Value + areas.Count; areas.Count < Seeds; seed++)
            areas.Add(images.MeanAuroc(normal => [Row.Scores(images, normal, Score, seed, watch)])[0]);
        return new Measurement { AurocsOfSeeds = areas, TrainingTime = watch.Elapsed / fits };
    }
}
