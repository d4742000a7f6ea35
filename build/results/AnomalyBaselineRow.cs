namespace Microsoft.ML.Vae.Results;

/// <summary>What principal components of the normal images leave of the others.</summary>
/// <param name="Name">What it is called in its table.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Paper">Authors, title, year.</param>
/// <param name="Images">The images.</param>
/// <param name="Components">How many components.</param>
internal sealed record AnomalyBaselineRow(string Name, string Formula, string Paper, Func<Digits, AnomalyProtocol> Images, int Components)
    : TableRow(Name, Formula, Paper)
{
    public override string Code => "";

    public override Measurement Measure(Digits digits)
    {
        AnomalyProtocol images = Images(digits);
        double area = images.MeanAuroc(normal => [Residuals(images, normal)])[0];
        return new Measurement
        {
            Aurocs = [.. AnomalyProtocol.Scores.Select(score => score == AnomalyScore.ReconstructionError ? area : (double?)null)],
        };
    }

    private float[] Residuals(AnomalyProtocol images, DigitSet normal)
    {
        using var components = new PrincipalComponents(normal.Pixels(), DigitSet.PixelCount, Components);
        return components.Residuals(images.Test.Pixels());
    }
}
