using Microsoft.ML.Vae.Kernels;

namespace Microsoft.ML.Vae.Tests.Kernels;

public class WorkTeamTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 1)]
    [InlineData(2, 7)]
    [InlineData(5, 3)]
    [InlineData(4, 1000)]
    public void Run_AnyNumberOfThreadsAndPieces_DoesEachPieceOnce(int threads, int pieces)
    {
        using var team = new WorkTeam(threads);
        for (int time = 0; time < 100; time++)
        {
            int[] done = new int[pieces];
            team.Run(pieces, piece => Interlocked.Increment(ref done[piece]));
            done.ShouldAllBe(count => count == 1);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_ThreadsThatWerePrepared_DoAllPiecesWithoutTheCaller(int threads)
    {
        using var prepared = new ThreadLocal<bool>();
        int helpers = 0;
        using var team = new WorkTeam(threads, () =>
        {
            prepared.Value = true;
            Interlocked.Increment(ref helpers);
        });
        helpers.ShouldBe(threads);

        int done = 0;
        team.Run(100, _ => Interlocked.Add(ref done, prepared.Value ? 1 : 1000));

        done.ShouldBe(100);
        prepared.Value.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Run_PieceThrows_ThrowsWhenAllHaveStoppedAndCanRunAgain(int faulty)
    {
        using var team = new WorkTeam(2);

        Should.Throw<InvalidOperationException>(() => team.Run(4, piece =>
        {
            if (piece == faulty)
                throw new InvalidOperationException("piece");
        })).Message.ShouldBe("piece");

        int done = 0;
        team.Run(4, _ => Interlocked.Increment(ref done));
        done.ShouldBe(4);
    }
}
