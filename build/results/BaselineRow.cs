namespace Microsoft.ML.Vae.Results;

/// <summary>A yardstick that needs no model.</summary>
/// <param name="Name">What it is called in its table.</param>
/// <param name="Formula">What it computes.</param>
/// <param name="Paper">Authors, title, year.</param>
/// <param name="Measuring">Measures it.</param>
internal sealed record BaselineRow(string Name, string Formula, string Paper, Func<Digits, Measurement> Measuring)
    : TableRow(Name, Formula, Paper)
{
    public override string Code => "";

    public override Measurement Measure(Digits digits) => Measuring(digits);
}
