using System.Diagnostics;

namespace Microsoft.ML.Vae.Bench;

/// <summary>Training as an application does it: the whole call of <c>Fit</c> on a data view, through the public API only.</summary>
internal sealed class FitTraining(string name, VaeOptions options, Func<IEnumerable<byte[]>> images, int epochs) : Variant(name, "rows/s")
{
    private const int FirstRows = 512;

    public static VaeOptions Shared { get; } = new()
    {
        OutputColumnName = "Latent",
        InputColumnName = "Pixels",
        BatchSize = DenseNetwork.BatchSize,
        HealthReport = false,   // the plain loop makes none
        Seed = 1,
    };

    public override double Measure()
    {
        byte[][] rows = [.. images()];
        Fit(rows[..FirstRows], epochs: 3);   // compiles
        var watch = Stopwatch.StartNew();
        Fit(rows, epochs);
        return (double)rows.Length * epochs / watch.Elapsed.TotalSeconds;
    }

    private void Fit(byte[][] rows, int epochs)
    {
        var context = new MLContext();
        VaeEstimator estimator = context.Transforms.VariationalAutoencoder(options with { Epochs = epochs });
        estimator.Fit(Rows.View(context, rows, rows[0].Length)).Dispose();
    }
}
