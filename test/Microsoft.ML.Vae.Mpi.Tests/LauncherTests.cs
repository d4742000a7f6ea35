using Microsoft.ML.Vae.Mpi.Interop;
using Microsoft.ML.Vae.Tests.Fixtures;

namespace Microsoft.ML.Vae.Mpi.Tests;

public class LauncherTests
{
    [Theory]
    [InlineData("", null, 0)]
    [InlineData("OMPI_COMM_WORLD_SIZE=4", "Open MPI's mpirun", 4)]
    [InlineData("PMI_SIZE=2", "MPICH's mpiexec", 2)]
    [InlineData("SLURM_STEP_NUM_TASKS=8 OMPI_COMM_WORLD_SIZE=8", "Open MPI's mpirun", 8)]
    [InlineData("SLURM_STEP_NUM_TASKS=8", "Slurm's srun", 8)]
    [InlineData("SLURM_STEP_NUM_TASKS=8 SLURM_MPI_TYPE=pmi2 PMI_SIZE=8", "MPICH's mpiexec", 8)]   // srun --mpi=pmi2
    [InlineData("SLURM_STEP_NUM_TASKS=1", null, 0)]
    [InlineData("SLURM_NTASKS=8", null, 0)]
    [InlineData("PMI_SIZE=two", null, 0)]
    public void Find_InAnEnvironment_KnowsTheLauncher(string environment, string? name, int size)
    {
        Dictionary<string, string> variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

        Launcher? launcher = Launcher.Find(variables.GetValueOrDefault);

        launcher?.Name.ShouldBe(name);
        (launcher?.Size ?? 0).ShouldBe(size);
    }

    [MpiTheory]
    [InlineData(Fixtures.Mpi.OpenMpi, "libmpich.so.12", "Open MPI's mpirun", "MPICH 4")]
    [InlineData(Fixtures.Mpi.Mpich, "libmpi.so.40", "MPICH's mpiexec", "Open MPI v4")]
    public void Start_UnderALauncherOfAnotherMpi_IsRefusedWithBothNames(Fixtures.Mpi mpi, string library, string launcher, string other)
    {
        using var folder = new TemporaryFolder();

        Job job = Job.Run(mpi, 2, folder.FullName, "noise", $"library={library}");

        job.ExitCode.ShouldNotBe(0);
        job.Text.ShouldContain($"{launcher} started 2 processes");
        job.Text.ShouldContain(other);
        job.Text.ShouldContain("each process would train alone");
    }

    /// <summary>As srun starts a process without an option that says how MPI finds the others.</summary>
    [MpiFact]
    public void Start_BySlurmWithoutItsMpi_NamesTheOptionOfTheLauncher()
    {
        using var folder = new TemporaryFolder();

        Job job = Job.Run("env", ["SLURM_STEP_NUM_TASKS=2", .. Job.Command(folder.FullName, "noise", "library=libmpich.so.12")]);

        job.ExitCode.ShouldNotBe(0);
        job.Text.ShouldContain("Slurm's srun started 2 processes (SLURM_STEP_NUM_TASKS=2), but MPICH 4");
        job.Text.ShouldContain("each process would train alone. Use srun --mpi=pmi2, or the launcher of MPICH 4");
    }

    [MpiFact]
    public void Start_WithoutALibrary_NamesWhatWasTried()
    {
        using var folder = new TemporaryFolder();

        Job job = Job.Run(Fixtures.Mpi.Mpich, 2, folder.FullName, "noise", "library=libnone.so.1");

        job.ExitCode.ShouldNotBe(0);
        job.Text.ShouldContain("no MPI library was found: tried libnone.so.1");
    }
}
