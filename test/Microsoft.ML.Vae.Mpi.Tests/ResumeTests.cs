using Microsoft.ML.Vae.Mpi.Tests.Programs;
using Microsoft.ML.Vae.Tests.Fixtures;

namespace Microsoft.ML.Vae.Mpi.Tests;

public class ResumeTests
{
    [MpiTheory]
    [InlineData(Fixtures.Mpi.OpenMpi, "noise")]
    [InlineData(Fixtures.Mpi.Mpich, "noise")]
    [InlineData(Fixtures.Mpi.OpenMpi, "noise, accumulated")]
    public void Fit_AfterAProcessWasKilled_ResumesFromTheCheckpoint(Fixtures.Mpi mpi, string work)
    {
        using var folder = new TemporaryFolder();
        string whole = Folder("whole"), resumed = Folder("resumed"), threefold = Folder("threefold");
        Job.Run(mpi, 2, whole, work).Succeeded();
        Job.Run(mpi, 2, resumed, work, $"checkpoints={folder["checkpoints"]}", "fault=die", "rank=1", "step=13")
            .ExitCode.ShouldNotBe(0);
        string[] checkpoints = Directory.GetFiles(folder["checkpoints"], "*.safetensors");
        checkpoints.Length.ShouldBe(1);
        foreach (string copy in (string[])["checkpoints-3", "checkpoints-1"])
        {
            Directory.CreateDirectory(folder[copy]);
            File.Copy(checkpoints[0], Path.Combine(folder[copy], Path.GetFileName(checkpoints[0])));
        }

        Job.Run(mpi, 2, resumed, work, $"checkpoints={folder["checkpoints"]}").Succeeded();
        Job.Run(mpi, 3, threefold, work, $"checkpoints={folder["checkpoints-3"]}").Succeeded();
        Outcome alone = Work.Run(work, ranks: null, folder["checkpoints-1"]);

        Outcome expected = Outcome.Read(whole, work, 0), actual = Outcome.Read(resumed, work, 0);
        actual.Log.ShouldContain(line => line.Contains("2 of 6 epochs are done", StringComparison.Ordinal));
        actual.Weights.ShouldBe(expected.Weights);
        actual.Losses.ShouldBe(expected.Losses, tolerance: 1e-12);
        Outcome three = Outcome.Read(threefold, work, 0);
        three.Weights.ShouldBe(Outcome.Read(threefold, work, 2).Weights);
        foreach ((Outcome other, int size) in (IEnumerable<(Outcome, int)>)[(three, 3), (alone, 1)])
        {
            other.Log.ShouldContain(line => line.Contains($"The number of processes was 2 and is {size}", StringComparison.Ordinal));
            other.Losses[..2].ShouldBe(expected.Losses[..2], tolerance: 1e-12);
            other.Rows.ShouldBe(expected.Rows);
            other.Losses[^1].ShouldBe(expected.Losses[^1], tolerance: 1);
        }

        string Folder(string name) => Directory.CreateDirectory(folder[name]).FullName;
    }
}
