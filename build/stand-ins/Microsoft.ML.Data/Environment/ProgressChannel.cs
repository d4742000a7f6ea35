using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Takes checkpoints for the environment, which never shows them.</summary>
internal sealed class ProgressChannel : IProgressChannel
{
    private readonly HostEnvironmentBase _host;
    private ProgressHeader _header = new();
    private bool _disposed;

    public ProgressChannel(HostEnvironmentBase host) => _host = host;

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction) => _header = header;

    public void Checkpoint(params double?[] values)
    {
        _host.Check(!_disposed, "Can't report checkpoints after disposing");
        Contracts.CheckValue(_header, "header");
        // Metrics come first, then the progress in each unit, then its limits.
        var room = _header.MetricNames.Count + 2 * _header.UnitNames.Count;
        _host.Check((values?.Length ?? 0) <= room, "Too many values provided in Checkpoint");
        _host.Root.AddCheckpoint(values);
    }

    public IProgressChannel StartProgressChannel(string name) => new Part();

    public void Dispose() => _disposed = true;

    /// <summary>The progress of a part of the computation, which is dropped.</summary>
    private sealed class Part : IProgressChannel
    {
        public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction)
        {
        }

        public void Checkpoint(params double?[] values)
        {
        }

        public IProgressChannel StartProgressChannel(string name) => new Part();

        public void Dispose()
        {
        }
    }
}
