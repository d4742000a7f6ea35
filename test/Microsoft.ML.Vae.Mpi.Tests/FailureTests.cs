using Microsoft.ML.Vae.Mpi.Tests.Programs;
using Microsoft.ML.Vae.Tests.Fixtures;

namespace Microsoft.ML.Vae.Mpi.Tests;

public class FailureTests
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(40);   // with the start of the processes, on a busy machine

    [MpiTheory]
    [InlineData(Fixtures.Mpi.OpenMpi, "die")]
    [InlineData(Fixtures.Mpi.Mpich, "die")]
    [InlineData(Fixtures.Mpi.OpenMpi, "exit")]
    [InlineData(Fixtures.Mpi.Mpich, "exit")]
    public void Process_ThatIsKilledOrExits_EndsTheJobSoon(Fixtures.Mpi mpi, string fault)
    {
        using var folder = new TemporaryFolder();

        Job job = Job.Run(mpi, 2, folder.FullName, "noise", $"fault={fault}", "rank=1", "step=3");

        job.ExitCode.ShouldNotBe(0);
        job.Duration.ShouldBeLessThan(_soon, job.Text);
        Directory.GetFiles(folder.FullName).ShouldBeEmpty();
    }

    [MpiTheory]
    [InlineData(Fixtures.Mpi.OpenMpi)]
    [InlineData(Fixtures.Mpi.Mpich)]
    public void Exception_InOneProcess_EndsTheJobWithItsMessage(Fixtures.Mpi mpi)
    {
        using var folder = new TemporaryFolder();

        Job job = Job.Run(mpi, 2, folder.FullName, "noise", "fault=throw", "rank=1", "step=3");

        job.ExitCode.ShouldNotBe(0);
        job.Duration.ShouldBeLessThan(_soon, job.Text);
        job.Text.ShouldContain("Rank 1 of 2 failed: System.InvalidOperationException: Thrown on purpose.");
    }

    [MpiTheory]
    [InlineData(Fixtures.Mpi.OpenMpi)]
    [InlineData(Fixtures.Mpi.Mpich)]
    public void Process_ThatHangs_IsNoticedByEachThatWaits(Fixtures.Mpi mpi)
    {
        using var folder = new TemporaryFolder();

        Job job = Job.Run(mpi, 3, folder.FullName, "noise", "fault=hang", "rank=1", "step=7", "timeout=8");

        job.ExitCode.ShouldNotBe(0);
        job.Text.ShouldContain("Rank 0 of 3 waited ");
        job.Text.ShouldContain("Rank 2 of 3 waited ");
        job.Text.ShouldContain("in Allreduce of doubles at step 7, in epoch 2; another process hangs or is too late. The job ends.");
        job.Text.ShouldNotContain("Rank 1 of 3");
    }

    [MpiFact]
    public void Fit_ThatCannotBe_FailsInEveryProcess()
    {
        using var folder = new TemporaryFolder();

        Job.Run(Fixtures.Mpi.Mpich, 2, folder.FullName, "broken;refused;diverging").Succeeded();

        Errors("broken").ShouldAllBe(error => error.Contains("row 4", StringComparison.Ordinal));
        Errors("broken")[1].ShouldStartWith("InvalidOperationException: Rank 0 of 2 failed: ");
        Errors("refused").ShouldAllBe(error => error.Contains("Objective is", StringComparison.Ordinal)
            && error.Contains("with DataParallel (2 processes) it must be one whose loss is a mean over rows", StringComparison.Ordinal));
        Errors("diverging").ShouldAllBe(error => error.StartsWith("TrainingDivergedException", StringComparison.Ordinal));

        string[] Errors(string work) => [.. Enumerable.Range(0, 2).Select(rank => Outcome.Read(folder.FullName, work, rank).Error!)];
    }

    [MpiFact]
    public void Weights_ThatDiffer_StopTheFitWithTheRankAndTheTensor()
    {
        using var folder = new TemporaryFolder();

        Job.Run(Fixtures.Mpi.OpenMpi, 2, folder.FullName, "drifting", "fault=drift", "rank=1", "step=2").Succeeded();

        for (int rank = 0; rank < 2; rank++)
        {
            Outcome.Read(folder.FullName, "drifting", rank).Error!.ShouldStartWith(
                "InvalidOperationException: The weights of rank 1 differ from those of rank 0 after epoch 1: tensor 'encoder.");
        }
    }
}
