namespace Microsoft.ML.Vae.Mpi.Tests.Fixtures;

/// <summary>A test under real launchers: skipped where they are neither there nor can be installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MpiFactAttribute : FactAttribute
{
    public MpiFactAttribute() => Skip = MpiInstallation.SkipReason;
}
