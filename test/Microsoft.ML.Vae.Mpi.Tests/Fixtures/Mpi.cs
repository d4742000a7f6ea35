namespace Microsoft.ML.Vae.Mpi.Tests.Fixtures;

/// <summary>An MPI that the tests run under.</summary>
public enum Mpi
{
    OpenMpi,
    Mpich,
}
