using TorchSharp.PInvoke;

namespace TorchSharp;

/// <summary>Switches the recording of gradients on this thread until disposed.</summary>
internal sealed class AutoGradMode : IDisposable
{
    private readonly bool _before;

    internal AutoGradMode(bool enabled)
    {
        _before = NativeMethods.ts_is_grad_enabled();
        NativeMethods.ts_set_grad_enabled(enabled);
    }

    public void Dispose() => NativeMethods.ts_set_grad_enabled(_before);
}
