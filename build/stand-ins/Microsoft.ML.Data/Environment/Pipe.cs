using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Hands messages to the environment's listener at once.</summary>
internal class Pipe<TMessage> : ChannelProvider, IPipe<TMessage>, IMessageSource
{
    private readonly ChannelProvider _parent;
    private readonly Action<IMessageSource, TMessage> _dispatch;
    private bool _disposed;

    public Pipe(ChannelProvider parent, string name, Action<IMessageSource, TMessage> dispatch)
        : base(name, parent.FullName, parent.Verbose)
    {
        _parent = parent;
        _dispatch = dispatch;
    }

    public override string ContextDescription => FullName;

    public void Send(TMessage msg) => _dispatch(this, msg);

    public override TException Process<TException>(TException ex)
    {
        ex.Data[ThrowingComponent] = _parent.ShortName;
        ex.Data[ParentComponent] = _parent.ParentFullName;
        ex.Data[Phase] = ShortName;
        return Contracts.Mark(ex);
    }

    public void Dispose()
    {
        if (!_disposed)
            Close();
        _disposed = true;
        GC.SuppressFinalize(this);
    }

    private protected virtual void Close()
    {
    }
}
