namespace Microsoft.ML.Vae.Mpi.Interop;

/// <summary>What the two families of MPI libraries mean by the constants of mpi.h.</summary>
/// <param name="World">MPI_COMM_WORLD.</param>
/// <param name="Float">MPI_FLOAT.</param>
/// <param name="Double">MPI_DOUBLE.</param>
/// <param name="Byte">MPI_BYTE.</param>
/// <param name="Sum">MPI_SUM.</param>
/// <param name="InPlace">MPI_IN_PLACE.</param>
internal sealed record MpiHandles(nint World, nint Float, nint Double, nint Byte, nint Sum, nint InPlace)
{
    /// <summary>Those of MPICH, Intel MPI, MVAPICH, Cray and MS-MPI: numbers of 32 bits.</summary>
    public static MpiHandles Mpich { get; } = new(
        World: 0x44000000, Float: 0x4c00040a, Double: 0x4c00080b, Byte: 0x4c00010d, Sum: 0x58000003, InPlace: -1);

    /// <summary>Those of Open MPI: addresses that the library exports.</summary>
    public static MpiHandles OpenMpi(Func<string, nint> export) => new(
        World: export("ompi_mpi_comm_world"), Float: export("ompi_mpi_float"), Double: export("ompi_mpi_double"),
        Byte: export("ompi_mpi_byte"), Sum: export("ompi_mpi_op_sum"), InPlace: 1);
}
