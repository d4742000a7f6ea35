namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Does something in the report that closes an epoch.</summary>
internal sealed class EpochAction(int epoch, Action action) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.IsEpochEnd && value.Epoch == epoch)
            action();
    }
}
