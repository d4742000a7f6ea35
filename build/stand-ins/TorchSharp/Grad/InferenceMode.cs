using TorchSharp.PInvoke;

namespace TorchSharp;

/// <summary>Inference mode on this thread until disposed.</summary>
internal sealed class InferenceMode : IDisposable
{
    private nint _guard;

    internal InferenceMode(bool mode) => _guard = NativeMethods.ts_inference_mode_enter(mode);

    ~InferenceMode() => Leave();

    public void Dispose()
    {
        Leave();
        GC.SuppressFinalize(this);
    }

    private void Leave()
    {
        if (_guard == 0)
            return;
        NativeMethods.ts_inference_mode_leave(_guard);
        _guard = 0;
    }
}
