namespace Microsoft.ML.Vae.Training;

/// <summary>Whether a fit was canceled, by the caller's token or by ML.NET's context.</summary>
/// <param name="environment">The context.</param>
/// <param name="token">The token.</param>
/// <param name="isShared">Whether several processes decide together, after a step, whether to stop; none does so alone.</param>
internal readonly struct StopSignal(IHostEnvironment environment, CancellationToken token, bool isShared = false)
{
    public bool IsRequested => token.IsCancellationRequested || environment is ICancelable { IsCanceled: true };

    /// <exception cref="OperationCanceledException">Cancellation was requested.</exception>
    public void Check()
    {
        if (isShared)
            return;
        token.ThrowIfCancellationRequested();
        environment.CheckAlive();
    }
}
