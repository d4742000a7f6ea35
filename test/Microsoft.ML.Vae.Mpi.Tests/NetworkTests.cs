using Microsoft.ML.Vae.Mpi.Tests.Programs;
using Microsoft.ML.Vae.Tests.Fixtures;

namespace Microsoft.ML.Vae.Mpi.Tests;

public class NetworkTests
{
    [NetworkTheory]
    [InlineData(Fixtures.Mpi.OpenMpi)]
    [InlineData(Fixtures.Mpi.Mpich)]
    public void Fit_OverTcpBetweenTwoNetworks_GivesTheModelOfOneProcess(Fixtures.Mpi mpi)
    {
        using var networks = new TwoNetworks();
        using var folder = new TemporaryFolder();

        networks.Run(mpi, folder.FullName, "points;noise").Succeeded();

        Outcome alone = Work.Run("points", ranks: null);
        Outcome[] points = [.. Enumerable.Range(0, 2).Select(rank => Outcome.Read(folder.FullName, "points", rank))];
        points[0].Weights.ShouldBe(points[1].Weights);
        points[0].Weights.Zip(alone.Weights, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-4f);
        Outcome.Read(folder.FullName, "noise", 0).Weights.ShouldBe(Outcome.Read(folder.FullName, "noise", 1).Weights);
    }
}
