using Microsoft.ML.Vae.Mpi.Tests.Programs;
using Microsoft.ML.Vae.Tests.Fixtures;

namespace Microsoft.ML.Vae.Mpi.Tests;

public class RowTests
{
    [MpiFact]
    public void Rows_SharedOutByTheApplicationOrStreamed_AreEachDealtOnceAnEpoch()
    {
        using var folder = new TemporaryFolder();

        Job.Run(Fixtures.Mpi.Mpich, 2, folder.FullName, "shared out;streamed").Succeeded();

        Outcome first = Outcome.Read(folder.FullName, "shared out", 0), second = Outcome.Read(folder.FullName, "shared out", 1);
        first.Rows.ShouldAllBe(rows => rows == Work.Rows);
        first.Weights.ShouldBe(second.Weights);
        Outcome.Read(folder.FullName, "streamed", 0).Rows.ShouldAllBe(rows => rows == Work.StreamedRows);
    }

    [MpiDigitsFact]
    [Trait("kind", "oracle")]
    public void Fit_OnDigitsInTwoProcesses_HasTheLossesOfOne()
    {
        using var folder = new TemporaryFolder();

        Job.Run(Fixtures.Mpi.Mpich, 2, folder.FullName, "digits").Succeeded();

        double[] together = Outcome.Read(folder.FullName, "digits", 0).Losses, alone = Work.Run("digits", ranks: null).Losses;
        together.Length.ShouldBe(5);
        together[^1].ShouldBe(alone[^1], tolerance: 0.5);
    }
}
