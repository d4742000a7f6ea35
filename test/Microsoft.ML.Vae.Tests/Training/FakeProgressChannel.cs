using Microsoft.ML.Runtime;
using Microsoft.ML.Vae.Checkpoints;

namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>Keeps what ML.NET's progress channel is told; ML.NET itself shows it to nobody.</summary>
internal sealed class FakeProgressChannel : IProgressChannel, IProgressEntry
{
    private Action<IProgressEntry>? _fill;

    public ProgressHeader? Header { get; private set; }

    public List<double?[]> Checkpoints { get; } = [];

    /// <summary>The progress that was asked for last: its value and its limit.</summary>
    public (double Value, double Limit)? Progress { get; private set; }

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction) => (Header, _fill) = (header, fillAction);

    public void Checkpoint(params double?[] values) => Checkpoints.Add(values);

    /// <summary>Asks how far it is, as ML.NET does from another thread.</summary>
    public void Ask() => _fill!(this);

    public void SetProgress(int index, double value) => Progress = (value, double.NaN);

    public void SetProgress(int index, double value, double lim) => Progress = (value, lim);

    public void SetMetric(int index, double value) => throw new NotSupportedException();

    public IProgressChannel StartProgressChannel(string name) => throw new NotSupportedException();

    public void Dispose() { }
}
