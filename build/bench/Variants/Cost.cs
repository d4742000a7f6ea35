using System.Diagnostics;

namespace Microsoft.ML.Vae.Bench;

/// <summary>From the start of the process to the end of the first epoch, on 1,000 rows.</summary>
internal sealed class StartUp() : Variant("start of the process to the end of the first epoch", "s"), IProgress<TrainingProgress>
{
    private const int RowCount = 1000;

    private double _seconds;

    public override double Measure()
    {
        var context = new MLContext();
        VaeOptions options = Scoring.Network.Options with { Epochs = 1, Progress = this };
        context.Transforms.VariationalAutoencoder(options).Fit(Rows.View(context, Images.Digits(RowCount), Images.PixelCount)).Dispose();
        return _seconds;
    }

    void IProgress<TrainingProgress>.Report(TrainingProgress value)
    {
        using var self = Process.GetCurrentProcess();
        if (value.IsEpochEnd)
            _seconds = (DateTime.Now - self.StartTime).TotalSeconds;
    }
}

/// <summary>The peak of a fit of 60,000 rows of bytes with its defaults, less that of one step and the data's own bytes.</summary>
internal sealed class FitMemory() : Variant("peak memory beyond one step's and the stored data", "MB")
{
    private const int RowCount = 60_000;

    public override double Measure()
    {
        byte[][] images = [.. Images.Digits(RowCount)];   // the application's, as the garbage of reading them would be
        Fit(images[..DenseNetwork.BatchSize]);
        long before = Peak();
        Fit(images);
        return (Peak() - before - (long)RowCount * Images.PixelCount) / 1e6;
    }

    private static void Fit(byte[][] images)
    {
        var context = new MLContext();
        VaeOptions options = Scoring.Network.Options with { Epochs = 1, HealthReport = true };
        context.Transforms.VariationalAutoencoder(options).Fit(Rows.View(context, images, Images.PixelCount)).Dispose();
    }

    private static long Peak()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
