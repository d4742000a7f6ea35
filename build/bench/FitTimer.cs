using System.Diagnostics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Bench;

/// <summary>Training as an application does it: <c>Fit</c> on a data view over its objects, through the public API only.</summary>
internal sealed class FitTimer(Digits digits)
{
    private readonly Row[] _rows = [.. digits.Images.Select(image => new Row { Pixels = Array.ConvertAll(image, pixel => pixel / 255f) })];

    public FitSpeed Measure(Network network, int epochs)
    {
        var ends = new EpochEnds();
        var context = new MLContext(seed: 1);
        IDataView view = context.Data.LoadFromEnumerable(_rows);
        VaeEstimator estimator = context.Transforms.VariationalAutoencoder(new VaeOptions
        {
            OutputColumnName = "Latent",
            InputColumnName = nameof(Row.Pixels),
            Network = Vae.Network.FullyConnected([network.Hidden]),
            LatentDimension = network.Latent,
            BatchSize = Network.BatchSize,
            Epochs = epochs,
            Progress = ends,
            HealthReport = false,   // PyTorch makes none
        });
        GC.Collect();
        var watch = Stopwatch.StartNew();
        using VaeTransformer model = estimator.Fit(view);
        return new FitSpeed((double)_rows.Length * epochs / watch.Elapsed.TotalSeconds, ends.RowsPerSecond.Average());
    }

    private sealed class EpochEnds : IProgress<TrainingProgress>
    {
        public List<double> RowsPerSecond { get; } = [];

        public void Report(TrainingProgress value)
        {
            if (value.IsEpochEnd)
                RowsPerSecond.Add(value.RowsPerSecond);
        }
    }

    private sealed class Row
    {
        [VectorType(Digits.PixelCount)]
        public float[] Pixels { get; set; } = [];
    }
}

/// <summary>Rows per second of the whole call (reading, building the network, shuffling, training), and of its epochs.</summary>
internal readonly record struct FitSpeed(double WholeCall, double Epochs);
