using Microsoft.ML.Vae.Mpi.Tests.Programs;
using Microsoft.ML.Vae.Tests.Fixtures;

namespace Microsoft.ML.Vae.Mpi.Tests;

public class EqualityTests
{
    private static readonly string[] _exact =
        ["points", "points, autograd", "points, accumulated", "points, accumulated, autograd"];
    private static readonly string[] _works = [.. _exact, "free bits", "free bits, accumulated", "noise", "noise, accumulated", "noise, autograd", "everything", "few"];

    private static readonly Lazy<Dictionary<string, Outcome>> _alone = new(() => _works.ToDictionary(work => work, work => Work.Run(work, null)));

    [MpiTheory]
    [InlineData(Fixtures.Mpi.OpenMpi, 2)]
    [InlineData(Fixtures.Mpi.OpenMpi, 4)]
    [InlineData(Fixtures.Mpi.Mpich, 2)]
    [InlineData(Fixtures.Mpi.Mpich, 4)]
    public void Fit_InSeveralProcesses_GivesOneModelAndThatOfOneProcess(Fixtures.Mpi mpi, int size)
    {
        using var folder = new TemporaryFolder();

        Job.Run(mpi, size, folder.FullName, string.Join(';', _works)).Succeeded();

        File.ReadAllText(folder["library-1"]).ShouldStartWith(mpi == Fixtures.Mpi.OpenMpi ? "Open MPI" : "MPICH");
        foreach (string work in _works)
        {
            Outcome alone = _alone.Value[work];
            Outcome[] ranks = [.. Enumerable.Range(0, size).Select(rank => Outcome.Read(folder.FullName, work, rank))];
            foreach (Outcome rank in ranks)
            {
                rank.Weights.ShouldBe(ranks[0].Weights, work);
                rank.Losses.ShouldBe(ranks[0].Losses, work);
                rank.ValidationLosses.ShouldBe(ranks[0].ValidationLosses, work);
                rank.Threshold.ShouldBe(ranks[0].Threshold, work);
                rank.HealthRows.ShouldBe(alone.HealthRows, work);
                rank.Rows.ShouldBe(alone.Rows, work);
            }
            ranks[0].Log.ShouldContain(line => line.Contains($"DataParallel: {size} processes", StringComparison.Ordinal));
            ranks.Skip(1).ShouldAllBe(rank => rank.Log.Length == 0);
            ranks[0].Losses[^1].ShouldBe(alone.Losses[^1], tolerance: 1.5, work);
        }
        foreach (string work in _exact)
        {
            Outcome alone = _alone.Value[work];
            Outcome first = Outcome.Read(folder.FullName, work, 0);
            first.Losses.ShouldBe(alone.Losses, tolerance: 1e-4);
            first.Weights.Zip(alone.Weights, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-4f, work);
        }
    }
}
