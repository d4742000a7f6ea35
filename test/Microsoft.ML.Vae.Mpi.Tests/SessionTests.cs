using System.Collections.Concurrent;
using Microsoft.ML.Vae.Mpi.Tests.Programs;

namespace Microsoft.ML.Vae.Mpi.Tests;

public class SessionTests
{
    [Fact]
    public void Start_WithoutALauncher_IsRankZeroOfOneAndTrainsAsBefore()
    {
        using MpiSession mpi = MpiSession.Start();

        (mpi.Rank, mpi.Size, mpi.Library).ShouldBe((0, 1, null));
        mpi.DataParallel().ToString().ShouldBe("1 process");
        Work.Run("noise", mpi.DataParallel().Collective).Weights.ShouldBe(Work.Run("noise", ranks: null).Weights);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Start_WithATimeoutThatIsNone_Throws(double seconds) =>
        Should.Throw<ArgumentOutOfRangeException>(() => MpiSession.Start(new MpiOptions { CollectiveTimeout = TimeSpan.FromSeconds(seconds) }))
            .Message.ShouldContain("CollectiveTimeout");

    [Fact]
    public void Watchdog_OfAnOperationThatReturnsInTime_SaysNothing()
    {
        var late = new BlockingCollection<string>();
        using var watchdog = new Watchdog(TimeSpan.FromMilliseconds(500), waiting => late.Add(waiting.Operation));

        for (int i = 0; i < 10; i++)
        {
            using (watchdog.Watches("quick"))
                Thread.Sleep(20);
            Thread.Sleep(60);
        }
        late.Count.ShouldBe(0);
        using (watchdog.Watches("slow"))
            late.TryTake(out _, TimeSpan.FromSeconds(60)).ShouldBeTrue();   // timers are late, too, on a busy machine
    }
}
