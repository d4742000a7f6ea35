using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor that counts its rows itself.</summary>
internal abstract class RootCursorBase : DataViewRowCursor
{
    private long _position = -1;
    private bool _disposed;

    protected RootCursorBase(IChannelProvider provider)
    {
        Contracts.CheckValue(provider, nameof(provider));
        Ch = provider.Start("Cursor");
    }

    protected IChannel Ch { get; }

    public sealed override long Position => _position;

    protected bool IsGood => _position >= 0;

    /// <summary>At the end the cursor disposes itself.</summary>
    public sealed override bool MoveNext()
    {
        if (_disposed)
            return false;
        if (MoveNextCore())
        {
            _position++;
            return true;
        }
        Dispose();
        return false;
    }

    protected abstract bool MoveNextCore();

    protected override void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        if (disposing)
        {
            Ch.Dispose();
            _position = -1;
        }
        _disposed = true;
        base.Dispose(disposing);
    }
}
