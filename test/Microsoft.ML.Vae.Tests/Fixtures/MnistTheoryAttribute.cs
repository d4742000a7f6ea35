namespace Microsoft.ML.Vae.Tests.Fixtures;

/// <summary>A theory on MNIST: skipped where no data folder is named, failed where one is named but cannot be read.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MnistTheoryAttribute : TheoryAttribute
{
    public MnistTheoryAttribute() => Skip = Mnist.SkipReason;
}
