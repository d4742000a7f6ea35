using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.ML.Vae.Samples.Shared.Data;

namespace Microsoft.ML.Vae.Results;

/// <summary>A model that is fitted through the public API.</summary>
/// <param name="Name">What it is called in its table.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Paper">Authors, title, year.</param>
/// <param name="Configure">From the settings that all rows share to its own: <c>options => options with { … }</c>.</param>
/// <param name="Lambda">The text of <paramref name="Configure"/>, which the compiler gives.</param>
internal sealed record ModelRow(
    string Name,
    string Formula,
    string Paper,
    Func<VaeOptions, VaeOptions> Configure,
    [CallerArgumentExpression(nameof(Configure))] string Lambda = "") : TableRow(Name, Formula, Paper)
{
    /// <summary>What the likelihood gives to the negative ELBO: grey pixels under Bernoulli have a cross-entropy only.</summary>
    public PixelLoss PixelLoss { get; init; } = PixelLoss.CrossEntropy;

    /// <summary>Draws of z for the importance-weighted bound that is measured too; 0 leaves it out.</summary>
    public int BoundSamples { get; init; }

    /// <summary>What the context must know before the fit.</summary>
    public Action<MLContext> Prepare { get; init; } = _ => { };

    /// <summary>The options as they stand in <see cref="Configure"/>.</summary>
    public override string Code => OptionsText.Of(Lambda, Name);

    public override Measurement Measure(Digits digits)
    {
        Prepare(digits.Context);
        VaeEstimator estimator = digits.Context.Transforms.VariationalAutoencoder(Configure(Settings.Shared));
        var watch = Stopwatch.StartNew();
        using VaeTransformer model = estimator.Fit(digits.Train.View);
        TimeSpan time = watch.Elapsed;
        VaeMetrics drawn = model.Evaluate(
            digits.Test.View, new VaeEvaluationOptions { SampleSeed = Settings.SampleSeed, ImportanceSamples = BoundSamples });
        VaeMetrics mean = model.Evaluate(digits.Test.View);
        return new Measurement
        {
            NegativeElbo = drawn.NegativeElbo,
            PixelLoss = PixelLoss,
            Bound = -drawn.ImportanceWeightedLogLikelihood,
            BoundSamples = drawn.ImportanceSamples,
            SquaredErrorPerPixel = mean.SquaredErrorPerPixel,
            NeighbourAccuracy = digits.NeighbourAccuracy(Codes(model, digits.Train), Codes(model, digits.Test)),
            ActiveUnits = mean.ActiveUnits,
            CodebookPerplexity = mean.CodebookPerplexity,
            TrainingTime = time,
        };
    }

    private static float[] Codes(VaeTransformer model, DigitSet digits) =>
        ColumnReader.Vectors(model.Encode(digits.View), model.OutputColumnName).Values;
}
