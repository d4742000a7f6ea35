namespace Microsoft.ML.Vae.Tests.PyTorch;

/// <summary>A test against PyTorch itself: skipped where no python3 has it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PyTorchFactAttribute : FactAttribute
{
    public PyTorchFactAttribute() => Skip = Python.SkipReason;
}
