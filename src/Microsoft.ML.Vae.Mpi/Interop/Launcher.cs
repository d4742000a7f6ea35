using System.Globalization;

namespace Microsoft.ML.Vae.Mpi.Interop;

/// <summary>What started this process as one of several, by the environment variables that it set.</summary>
/// <param name="Name">The launcher.</param>
/// <param name="Size">How many processes it started.</param>
/// <param name="Variable">The variable that says so, with its value.</param>
internal sealed record Launcher(string Name, int Size, string Variable)
{
    private const string OpenMpi = "Open MPI's mpirun";
    private const string Hydra = "MPICH's mpiexec";
    private const string Slurm = "Slurm's srun";

    // Slurm sets the variables of others, too; what they say is more than what it says itself.
    private static readonly (string Name, string Variable)[] _known =
    [
        (OpenMpi, "OMPI_COMM_WORLD_SIZE"),
        (Hydra, "PMI_SIZE"),
        ("MVAPICH's mpirun", "MV2_COMM_WORLD_SIZE"),
        (Slurm, "SLURM_STEP_NUM_TASKS"),
    ];

    /// <summary>Whether its own MPI is Open MPI; null where that is open.</summary>
    public bool? IsOpenMpi => Name == OpenMpi ? true : Name == Hydra ? false : null;

    /// <summary>Whether it is Slurm's, which tells a library of the other processes only in the library's own way.</summary>
    public bool IsSlurm => Name == Slurm;

    /// <summary>The launcher of this process; null where none started it, or one as a single process that has no MPI.</summary>
    /// <param name="variable">Reads the environment.</param>
    public static Launcher? Find(Func<string, string?> variable)
    {
        foreach ((string name, string key) in _known)
        {
            if (int.TryParse(variable(key), NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0)
                return size == 1 && key == "SLURM_STEP_NUM_TASKS" ? null : new Launcher(name, size, $"{key}={variable(key)}");
        }
        return null;
    }
}
