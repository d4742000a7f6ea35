namespace Microsoft.ML.Vae.Training;

/// <summary>Whether a fit was canceled, by the caller's token or by ML.NET's context.</summary>
internal readonly struct StopSignal(IHostEnvironment environment, CancellationToken token)
{
    public bool IsRequested => token.IsCancellationRequested || environment is ICancelable { IsCanceled: true };

    /// <exception cref="OperationCanceledException">Cancellation was requested.</exception>
    public void Check()
    {
        token.ThrowIfCancellationRequested();
        environment.CheckAlive();
    }
}
