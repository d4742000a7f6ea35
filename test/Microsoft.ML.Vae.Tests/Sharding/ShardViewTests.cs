using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Sharding;

public class ShardViewTests
{
    private readonly MLContext _context = new(1);

    [Theory]
    [InlineData(ShardLayout.Strided, 0)]
    [InlineData(ShardLayout.Strided, 2)]
    [InlineData(ShardLayout.Strided, 10)]
    [InlineData(ShardLayout.Blocks, 0)]
    [InlineData(ShardLayout.Blocks, 2)]
    [InlineData(ShardLayout.Blocks, 10)]
    public void Shard_AllShares_HoldEachRowOnceWithItsId(ShardLayout layout, int rows)
    {
        ScriptedView source = TestImages.View(rows);
        IDataView[] shares = Shares(source, layout);

        int[][] numbers = [.. shares.Select(share => share.Values<int>("Number").ToArray())];

        numbers.SelectMany(row => row).Order().ShouldBe(Enumerable.Range(0, rows));
        numbers.ShouldBe(Enumerable.Range(0, 3).Select(i => new DataShard(i, 3, layout).Of([.. Enumerable.Range(0, rows)]).ToArray()));
        shares.Select(share => share.GetRowCount()).ShouldBe(numbers.Select(share => (long?)share.Length));
        shares.SelectMany(Ids).Order().ShouldBe(Ids(source).Order());
        source.OpenCursors.ShouldBe(0);
    }

    [Theory]
    [InlineData(ShardLayout.Strided, null, 0)]
    [InlineData(ShardLayout.Blocks, 4L, 1)]   // once it has counted the rows
    public void Shard_ViewOfUnknownLength_CountsItOnceAtMost(ShardLayout layout, long? rowsAfterwards, int passes)
    {
        ScriptedView source = TestImages.Describe(new ScriptedView(11) { KnowsRowCount = false });
        IDataView share = _context.Data.Shard(source, new DataShard(2, 3, layout));
        share.GetRowCount().ShouldBeNull();

        share.Values<int>("Number").ShouldBe(layout == ShardLayout.Strided ? [2, 5, 8] : [7, 8, 9, 10]);
        share.Values<int>("Number").Count.ShouldBe(layout == ShardLayout.Strided ? 3 : 4);

        share.GetRowCount().ShouldBe(rowsAfterwards);
        source.Cursors.Count.ShouldBe(2 + passes);
    }

    [Fact]
    public void Shard_Block_ReadsNoFurtherThanItsLastRow()
    {
        ScriptedView source = TestImages.View(100);

        _context.Data.Shard(source, new DataShard(1, 10, ShardLayout.Blocks)).Values<int>("Number").ShouldBe(Enumerable.Range(10, 10));

        source.Moves.ShouldBe(20);
    }

    [Fact]
    public void Shard_ShuffledAndParallelCursors_KeepTheShare()
    {
        IDataView share = _context.Data.Shard(TestImages.Describe(new ScriptedView(9) { CanShuffle = true }), new DataShard(1, 3));
        share.CanShuffle.ShouldBeFalse();

        using DataViewRowCursor shuffled = share.GetRowCursor([share.Schema["Number"]], new Random(1));
        shuffled.Rest<int>(share.Schema["Number"]).ShouldBe([1, 4, 7]);
        using DataViewRowCursor part = share.GetRowCursorSet([share.Schema["Number"]], 4).ShouldHaveSingleItem();
        part.Rest<int>(share.Schema["Number"]).ShouldBe([1, 4, 7]);
        part.MoveNext().ShouldBeFalse();
        part.Position.ShouldBe(-1);
    }

    [Fact]
    public void Shard_OnlyShare_IsTheView()
    {
        ScriptedView source = TestImages.View(3);

        _context.Data.Shard(source, new DataShard(0, 1)).ShouldBeSameAs(source);
    }

    /// <summary>Draws depend on a row's id, which a share keeps.</summary>
    [Fact]
    public void Shard_ScoredByAModel_HasTheValuesOfTheWhole()
    {
        const string latent = "Drawn";
        ScriptedView images = TestImages.View(40);
        using VaeTransformer model = (TestOptions.Tiny with { LatentSampleColumnName = latent, ScoreColumnName = "Score" }).Fit(images);
        IDataView whole = model.Transform(images);
        float[][] draws = whole.Vectors(latent);
        List<float> scores = whole.Values<float>("Score");

        foreach (IDataView share in Shares(images, ShardLayout.Strided))
        {
            IDataView scored = model.Transform(share);
            List<int> rows = scored.Values<int>("Number");
            scored.Vectors(latent).SelectMany(values => values).ShouldBe(rows.SelectMany(row => draws[row]), tolerance: 1e-5);
            scored.Values<float>("Score").ShouldBe(rows.Select(row => scores[row]), tolerance: 1e-4);
        }
    }

    [Fact]
    public void Shard_Null_IsNamed()
    {
        ScriptedView source = TestImages.View(3);
        Should.Throw<ArgumentNullException>(() => _context.Data.Shard(null!, new DataShard(0, 2))).ParamName.ShouldBe("view");
        Should.Throw<ArgumentNullException>(() => _context.Data.Shard(source, null!)).ParamName.ShouldBe("shard");
    }

    private IDataView[] Shares(IDataView source, ShardLayout layout) =>
        [.. Enumerable.Range(0, 3).Select(i => _context.Data.Shard(source, new DataShard(i, 3, layout)))];

    private static List<string> Ids(IDataView view)
    {
        using DataViewRowCursor cursor = view.GetRowCursor([]);
        ValueGetter<DataViewRowId> id = cursor.GetIdGetter();
        var ids = new List<string>();
        while (cursor.MoveNext())
            ids.Add(id.Value().ToString());
        return ids;
    }
}
