namespace Microsoft.ML.Vae.Results;

/// <summary>What principal components make of missing pixels.</summary>
/// <param name="Name">What it is called in its table.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Paper">Authors, title, year.</param>
/// <param name="Components">How many components; 0 leaves the mean.</param>
internal sealed record ImputationBaselineRow(string Name, string Formula, string Paper, int Components) : TableRow(Name, Formula, Paper)
{
    public override string Code => "";

    public override Measurement Measure(Digits digits)
    {
        MissingDigits missing = digits.WithMissingPixels;
        using var imputation = new PcaImputation(missing.Train, DigitSet.PixelCount, Components);
        return new Measurement { SquaredErrorOfMissingPixels = missing.SquaredError(imputation.Impute(missing.Test)) };
    }
}
