using Microsoft.ML.Vae.Mpi;

namespace Microsoft.ML.Vae.Bench;

/// <summary>The last epoch of a fit in several processes, of one thread each.</summary>
internal sealed class MpiTraining(string name, int processes, VaeOptions options, int digits) : Variant(name, "rows/s")
{
    private const int Epochs = 8;   // code is compiled in the first seconds

    public override bool IsAvailable => MpiLaunch.IsAvailable;

    /// <returns>In a process other than the first, NaN.</returns>
    public override double Measure()
    {
        if (!MpiLaunch.IsInside)
            return MpiLaunch.Run(this, processes);
        using MpiSession mpi = MpiSession.Start();
        byte[][] rows = [.. Images.Digits(digits)];
        double speed = double.NaN;
        var context = new MLContext();
        VaeEstimator estimator = context.Transforms.VariationalAutoencoder(options with
        {
            Epochs = Epochs,
            DataParallel = mpi.DataParallel(),
            Progress = new LastEpoch(progress => speed = progress.RowsPerSecond),
        });
        estimator.Fit(Rows.View(context, rows, rows[0].Length)).Dispose();
        return speed;
    }

    private sealed class LastEpoch(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.IsEpochEnd && value.Epoch == Epochs)
                report(value);
        }
    }
}
