namespace Microsoft.ML.Vae.Tests.Training;

/// <summary>Fits of many epochs, which end when the caller's token or ML.NET's own switch cancels them.</summary>
public abstract class CancelableFit : IDisposable
{
    private protected const int Large = 4096;   // a cache of 1 MiB holds 64 such rows, so that more of them are streamed

    private protected readonly MLContext _context = new();
    private protected readonly CancellationTokenSource _source = new();

    public void Dispose()
    {
        _source.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected VaeOptions Endless(CancellationBehavior behavior) => TestOptions.Tiny with
    {
        Epochs = 1000,
        CancellationToken = _source.Token,
        OnCancellation = behavior,
        InputCacheBytes = 1 << 20,
    };

    private protected void Cancel(bool byContext)
    {
        if (byContext)
            _context.Cancel();
        else
            _source.Cancel();
    }

    private protected VaeTransformer Fit(VaeOptions options, IDataView data, IDataView? validation = null, MLContext? context = null) =>
        options.Fit(data, validation, context ?? _context);
}
