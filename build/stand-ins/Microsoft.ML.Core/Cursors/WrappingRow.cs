namespace Microsoft.ML.Data;

/// <summary>A row that stands on another row and owns it.</summary>
internal abstract class WrappingRow : DataViewRow
{
    private bool _disposed;

    private protected WrappingRow(DataViewRow input) => Input = input;

    protected DataViewRow Input { get; }

    public sealed override long Batch => Input.Batch;

    public sealed override long Position => Input.Position;

    public override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

    protected sealed override void Dispose(bool disposing)
    {
        if (!_disposed)
        {
            DisposeCore(disposing);
            if (disposing)
                Input.Dispose();
            _disposed = true;
        }
        base.Dispose(disposing);
    }

    /// <summary>What was built on the input goes before the input.</summary>
    protected virtual void DisposeCore(bool disposing)
    {
    }
}
