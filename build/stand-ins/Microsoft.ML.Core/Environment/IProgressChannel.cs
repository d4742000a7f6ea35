namespace Microsoft.ML.Runtime;

/// <summary>Takes the progress of one computation, or of a part of one.</summary>
public interface IProgressChannel : IProgressChannelProvider, IDisposable
{
    void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction);

    void Checkpoint(params double?[] values);
}
