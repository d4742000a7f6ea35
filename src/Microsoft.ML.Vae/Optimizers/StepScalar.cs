namespace Microsoft.ML.Vae.Optimizers;

/// <summary>A scalar that changes from step to step and lives until the next change.</summary>
internal sealed class StepScalar : IDisposable
{
    private Scalar _value = 0.0;

    public void Set(double value)
    {
        _value.Dispose();
        _value = value;
    }

    public static implicit operator Scalar(StepScalar scalar) => scalar._value;

    public void Dispose() => _value.Dispose();
}
