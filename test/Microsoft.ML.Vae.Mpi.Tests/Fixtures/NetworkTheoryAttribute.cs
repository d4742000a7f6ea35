namespace Microsoft.ML.Vae.Mpi.Tests.Fixtures;

/// <summary>Tests of two machines: skipped where launchers or network namespaces are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NetworkTheoryAttribute : TheoryAttribute
{
    public NetworkTheoryAttribute() => Skip = MpiInstallation.SkipReason ?? TwoNetworks.SkipReason;
}
