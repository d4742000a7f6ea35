using System.Diagnostics;

namespace Microsoft.ML.Vae.Bench;

/// <summary>The epochs of a fit after the first, before which all rows were read once.</summary>
internal sealed class LaterEpochs(string name, VaeOptions options, Func<MLContext, IDataView> rows)
    : Variant(name, "rows/s"), IProgress<TrainingProgress>
{
    private const int Epochs = 4;

    private readonly Stopwatch _watch = new();
    private long _rows;

    public override double Measure()
    {
        var context = new MLContext();
        IDataView view = rows(context);
        context.Transforms.VariationalAutoencoder(options with { Epochs = Epochs, Progress = this }).Fit(view).Dispose();
        return _rows / _watch.Elapsed.TotalSeconds;
    }

    void IProgress<TrainingProgress>.Report(TrainingProgress value)
    {
        if (!value.IsEpochEnd)
            return;
        if (value.Epoch > 1)
            _rows += value.Rows;
        if (value.Epoch == 1)
            _watch.Start();
        else if (value.Epoch == Epochs)
            _watch.Stop();
    }
}
