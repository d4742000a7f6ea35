using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.Vae.Results;

/// <summary>A model that fills in missing pixels.</summary>
/// <param name="Name">What it is called in its table.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Paper">Authors, title, year.</param>
/// <param name="Configure">From the settings that all rows share to its own: <c>options => options with { … }</c>.</param>
/// <param name="Lambda">The text of <paramref name="Configure"/>, which the compiler gives.</param>
internal sealed record ImputationRow(
    string Name,
    string Formula,
    string Paper,
    Func<VaeOptions, VaeOptions> Configure,
    [CallerArgumentExpression(nameof(Configure))] string Lambda = "") : TableRow(Name, Formula, Paper)
{
    public override string Code => OptionsText.Of(Lambda, Name);

    public override Measurement Measure(Digits digits)
    {
        MissingDigits missing = digits.WithMissingPixels;
        VaeEstimator estimator = missing.Context.Transforms.VariationalAutoencoder(
            Configure(Settings.Imputation) with { ReconstructionColumnName = "Reconstruction" });
        IDataView train = missing.View(missing.Train);
        var watch = Stopwatch.StartNew();
        using VaeTransformer model = estimator.Fit(train);
        TimeSpan time = watch.Elapsed;
        return new Measurement { SquaredErrorOfMissingPixels = missing.SquaredError(missing.Reconstruct(model)), TrainingTime = time };
    }
}
