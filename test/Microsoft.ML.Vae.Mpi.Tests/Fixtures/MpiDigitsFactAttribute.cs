namespace Microsoft.ML.Vae.Mpi.Tests.Fixtures;

/// <summary>A test on MNIST under real launchers: skipped where they or the data are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MpiDigitsFactAttribute : FactAttribute
{
    public MpiDigitsFactAttribute() => Skip = MpiInstallation.SkipReason
        ?? (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("VAE_DATA")) ? "set VAE_DATA to a folder that holds mnist/" : null);
}
