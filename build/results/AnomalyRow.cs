using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Results;

/// <summary>Ten models, one for each digit, which find the others by every score.</summary>
/// <param name="Name">What it is called in its table.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Paper">Authors, title, year.</param>
/// <param name="Images">The images.</param>
/// <param name="Configure">From the settings that all rows share to its own: <c>options => options with { … }</c>.</param>
/// <param name="Lambda">The text of <paramref name="Configure"/>, which the compiler gives.</param>
internal sealed record AnomalyRow(
    string Name,
    string Formula,
    string Paper,
    Func<Digits, AnomalyProtocol> Images,
    Func<VaeOptions, VaeOptions> Configure,
    [CallerArgumentExpression(nameof(Configure))] string Lambda = "") : TableRow(Name, Formula, Paper)
{
    private const string Score = nameof(Score);

    public override string Code => OptionsText.Of(Lambda, Name);

    /// <summary>What was measured; null before.</summary>
    public Measurement? Measured { get; private set; }

    public override Measurement Measure(Digits digits)
    {
        AnomalyProtocol images = Images(digits);
        var watch = new Stopwatch();
        IReadOnlyList<double> areas = images.MeanAuroc(normal => Scores(images, normal, watch));
        return Measured = new Measurement { Aurocs = [.. areas.Select(area => (double?)area)], TrainingTime = watch.Elapsed };
    }

    /// <summary>The scores of one fit by one score.</summary>
    public float[] Scores(AnomalyProtocol images, DigitSet normal, AnomalyScore score, int seed, Stopwatch watch)
    {
        VaeOptions options = Configure(Settings.Anomalies) with { ScoreColumnName = Score, AnomalyScore = score, Seed = seed };
        VaeEstimator estimator = images.Context.Transforms.VariationalAutoencoder(options);
        watch.Start();
        using VaeTransformer model = estimator.Fit(normal.View);
        watch.Stop();
        return [.. model.Transform(images.Test.View).GetColumn<float>(Score)];
    }

    /// <summary>The scores of one fit: those after the first resume it where it ended, since weights do not depend on the score.</summary>
    private List<float[]> Scores(AnomalyProtocol images, DigitSet normal, Stopwatch watch)
    {
        string folder = Directory.CreateTempSubdirectory("anomalies").FullName;
        try
        {
            VaeOptions options = Configure(Settings.Anomalies) with
            {
                ScoreColumnName = Score,
                Checkpoints = new CheckpointOptions { Folder = folder, Interval = Timeout.InfiniteTimeSpan },
            };
            var scores = new List<float[]>();
            foreach (AnomalyScore score in AnomalyProtocol.Scores)
            {
                VaeEstimator estimator = images.Context.Transforms.VariationalAutoencoder(options with { AnomalyScore = score });
                if (scores.Count == 0)
                    watch.Start();
                using VaeTransformer model = estimator.Fit(normal.View);
                watch.Stop();
                scores.Add([.. model.Transform(images.Test.View).GetColumn<float>(Score)]);
            }
            return scores;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
