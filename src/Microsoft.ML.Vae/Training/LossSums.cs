namespace Microsoft.ML.Vae.Training;

/// <summary>Losses in nats, summed over <see cref="Rows"/> rows.</summary>
internal readonly record struct LossSums(double Reconstruction, double KullbackLeibler, long Rows)
{
    public double MeanReconstruction => Reconstruction / Rows;

    public double MeanKullbackLeibler => KullbackLeibler / Rows;
}
