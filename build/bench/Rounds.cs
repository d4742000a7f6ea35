namespace Microsoft.ML.Vae.Bench;

/// <summary>Measures each variant once a round, in alternating order: slow spells of the machine affect all.</summary>
internal static class Rounds
{
    public static Measurements Run(IReadOnlyList<Variant> variants, int rounds, Func<Variant, double> measure, TextWriter progress)
    {
        var measurements = new Measurements();
        for (int round = 1; round <= rounds; round++)
        {
            foreach (Variant variant in round % 2 == 0 ? variants.Reverse() : variants)
            {
                double value = measure(variant);
                measurements.Add(variant, value);
                progress.WriteLine($"round {round} of {rounds}: {variant.Name}: {BenchPage.Number(value, variant.Unit)}");
            }
        }

        return measurements;
    }
}
