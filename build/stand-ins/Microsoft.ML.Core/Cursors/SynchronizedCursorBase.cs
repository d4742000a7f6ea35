using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>A cursor that moves with the cursor it reads from.</summary>
internal abstract class SynchronizedCursorBase : DataViewRowCursor
{
    // Moving goes straight to the bottom of a stack of such cursors.
    private readonly DataViewRowCursor _root;
    private bool _disposed;

    protected SynchronizedCursorBase(IChannelProvider provider, DataViewRowCursor input)
    {
        Ch = provider.Start("Cursor");
        Input = input;
        _root = input is SynchronizedCursorBase synchronized ? synchronized._root : input;
    }

    protected IChannel Ch { get; }

    protected DataViewRowCursor Input { get; }

    public sealed override long Position => _root.Position;

    public sealed override long Batch => _root.Batch;

    protected bool IsGood => Position >= 0;

    public sealed override bool MoveNext() => _root.MoveNext();

    public sealed override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

    protected override void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        if (disposing)
        {
            Input.Dispose();
            Ch.Dispose();
        }
        base.Dispose(disposing);
        _disposed = true;
    }
}
