namespace Microsoft.ML.Vae.Training;

/// <summary>Losses in nats, summed over <see cref="Rows"/> rows.</summary>
internal readonly record struct LossSums(double Reconstruction, double KlDivergence, long Rows)
{
    public double MeanReconstruction => Reconstruction / Rows;

    public double MeanKlDivergence => KlDivergence / Rows;

    public LossSums Plus(LossSums other) =>
        new(Reconstruction + other.Reconstruction, KlDivergence + other.KlDivergence, Rows + other.Rows);
}
