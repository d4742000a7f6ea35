namespace Microsoft.ML.Vae.Mpi.Tests.Fixtures;

/// <summary>Tests under real launchers: skipped where they are neither there nor can be installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MpiTheoryAttribute : TheoryAttribute
{
    public MpiTheoryAttribute() => Skip = MpiInstallation.SkipReason;
}
