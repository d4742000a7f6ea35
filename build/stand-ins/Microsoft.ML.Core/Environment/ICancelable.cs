namespace Microsoft.ML.Runtime;

/// <summary>Something whose work can be called off.</summary>
internal interface ICancelable
{
    bool IsCanceled { get; }

    void CancelExecution();
}
