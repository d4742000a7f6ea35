namespace Microsoft.ML.Vae.Results;

/// <summary>What is measured in one row of the page.</summary>
/// <param name="Name">What it is called in its table.</param>
/// <param name="Formula">What it computes, in plain text with the symbols of the XML documentation.</param>
/// <param name="Paper">Authors, title, year.</param>
internal abstract record TableRow(string Name, string Formula, string Paper)
{
    /// <summary>What one writes in C# to get it; empty when it is no option of the library.</summary>
    public abstract string Code { get; }

    /// <summary>Measures it.</summary>
    public abstract Measurement Measure(Digits digits);
}
