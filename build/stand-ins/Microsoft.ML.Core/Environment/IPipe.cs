namespace Microsoft.ML.Runtime;

/// <summary>Takes messages of one type until it is disposed.</summary>
public interface IPipe<TMessage> : IExceptionContext, IDisposable
{
    void Send(TMessage msg);
}
