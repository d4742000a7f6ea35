using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.Vae.Results;

/// <summary>The test loss of fits with different seeds to all training images.</summary>
/// <param name="Name">What it is called in its table.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Paper">Authors, title, year.</param>
/// <param name="Configure">From the settings that all rows share to its own: <c>options => options with { … }</c>.</param>
/// <param name="Lambda">The text of <paramref name="Configure"/>, which the compiler gives.</param>
internal sealed record PrecisionRow(
    string Name,
    string Formula,
    string Paper,
    Func<VaeOptions, VaeOptions> Configure,
    [CallerArgumentExpression(nameof(Configure))] string Lambda = "") : TableRow(Name, Formula, Paper)
{
    /// <summary>Of the fits.</summary>
    public static IReadOnlyList<int> Seeds { get; } = [1, 2, 3];

    public override string Code => OptionsText.Of(Lambda, Name);

    public override Measurement Measure(Digits digits)
    {
        VaeOptions options = Configure(Settings.Published);
        var watch = new Stopwatch();
        double[] losses = [.. Seeds.Select(seed => Loss(digits, options with { Seed = seed }, watch))];
        return new Measurement { Losses = losses, TrainingTime = watch.Elapsed };
    }

    private static double Loss(Digits digits, VaeOptions options, Stopwatch watch)
    {
        bool isOther = false;
        var context = new MLContext();
        string warning = $"{nameof(VaeOptions.Precision)} is {options.Precision}, but";
        context.Log += (_, e) => isOther |= e.RawMessage.StartsWith(warning, StringComparison.Ordinal);
        watch.Start();
        using VaeTransformer model = context.Transforms.VariationalAutoencoder(options).Fit(digits.AllTrain.View);
        watch.Stop();
        return isOther
            ? throw new NotSupportedException($"This processor cannot train in {options.Precision}.")
            : model.Evaluate(digits.Test.View, Settings.SampleSeed).NegativeElbo;
    }
}
