namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>Keeps every report, on the thread that makes it.</summary>
internal sealed class ProgressLog : IProgress<TrainingProgress>
{
    private readonly List<TrainingProgress> _reports = [];

    public IReadOnlyList<TrainingProgress> All => _reports;

    /// <summary>The report that closes each epoch.</summary>
    public IReadOnlyList<TrainingProgress> Epochs => [.. _reports.Where(report => report.IsEpochEnd)];

    public void Report(TrainingProgress value) => _reports.Add(value);
}
