using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>Take, skip, shuffle, split and cache.</summary>
public sealed class RowOperationTests
{
    private readonly MLContext _ml = PlatformRows.Context();

    [Fact]
    public void TakeRowsAndSkipRows_Together_CutARange()
    {
        var view = _ml.Data.TakeRows(_ml.Data.SkipRows(_ml.View(10), 3), 4);
        view.Numbers().ShouldBe([3, 4, 5, 6]);
        view.GetRowCount().ShouldBe(4);
        view.CanShuffle.ShouldBeFalse();
    }

    [Fact]
    public void TakeRows_MoreThanThereAre_GivesAll()
    {
        _ml.Data.TakeRows(_ml.View(3), 10).Numbers().Count.ShouldBe(3);
        _ml.Data.SkipRows(_ml.View(3), 10).Numbers().ShouldBeEmpty();
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Data.TakeRows(_ml.View(3), 0));
    }

    [Fact]
    public void ShuffleRows_SameSeed_IsTheSameOrderInEveryCursor()
    {
        var view = _ml.Data.ShuffleRows(_ml.View(200), seed: 7);
        var first = view.Numbers();
        view.Numbers().ShouldBe(first);
        first.ShouldNotBe(first.Order().ToList());
        first.Order().ShouldBe(Enumerable.Range(0, 200).Select(i => (float)i));
        view.CanShuffle.ShouldBeTrue();
        view.GetRowCount().ShouldBe(200);
    }

    [Fact]
    public void ShuffleRows_SmallPool_MovesRowsForwardByLessThanThePool()
    {
        var order = _ml.Data.ShuffleRows(_ml.View(300), seed: 7, shufflePoolSize: 10).Numbers();
        order.Select((number, position) => number - position).Max().ShouldBeLessThan(10);
    }

    [Fact]
    public void TrainTestSplit_Parts_AreDisjointAndComplete()
    {
        var split = _ml.Data.TrainTestSplit(_ml.View(1000), testFraction: 0.2, seed: 3);
        var (train, test) = (split.TrainSet.Numbers(), split.TestSet.Numbers());
        train.Concat(test).Order().ShouldBe(Enumerable.Range(0, 1000).Select(i => (float)i));
        test.Count.ShouldBeInRange(140, 260);
        split.TrainSet.Numbers().ShouldBe(train);
        split.TestSet.GetRowCount().ShouldBeNull();
        split.TestSet.CanShuffle.ShouldBeFalse();
        split.TrainSet.Schema.Select(column => column.Name).ShouldBe(_ml.View(1).Schema.Select(column => column.Name));
    }

    [Fact]
    public void TrainTestSplit_SamplingKey_KeepsEqualKeysTogether()
    {
        var rows = PlatformRows.Make(400);
        rows.ForEach(row => row.Name = $"group {row.Number % 20}");
        var split = _ml.Data.TrainTestSplit(_ml.Data.LoadFromEnumerable(rows), 0.5, samplingKeyColumnName: "Name");
        var train = split.TrainSet.GetColumn<string>("Name").ToHashSet();
        var test = split.TestSet.GetColumn<string>("Name").ToHashSet();
        train.Intersect(test).ShouldBeEmpty();
        (train.Count + test.Count).ShouldBe(20);
    }

    [Fact]
    public void TrainTestSplit_BadArguments_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Data.TrainTestSplit(_ml.View(5), 1)).ParamName.ShouldBe("testFraction");
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Data.TrainTestSplit(_ml.View(5), 0.5, "Nope"));
    }

    [Fact]
    public void Cache_SecondPass_DoesNotReadTheSource()
    {
        var passes = 0;
        var view = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(Counted(() => passes++)));
        view.CanShuffle.ShouldBeTrue();
        view.Numbers().Count.ShouldBe(100);
        view.Numbers().Count.ShouldBe(100);
        passes.ShouldBe(1);
        view.GetColumn<string>("Name").Count().ShouldBe(100);
        passes.ShouldBe(2);
    }

    [Fact]
    public void Cache_CountUnknown_IsKnownAfterAFullPass()
    {
        var view = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(Counted(() => { })));
        view.GetRowCount().ShouldBeNull();
        view.Numbers().Count.ShouldBe(100);
        view.GetRowCount().ShouldBe(100);
    }

    [Fact]
    public void Cache_WithAGenerator_Shuffles()
    {
        var view = _ml.Data.Cache(_ml.View(100));
        var numbers = new List<float>();
        using (var cursor = view.GetRowCursor([view.Schema["Number"]], new Random(1)))
        {
            var getter = cursor.GetGetter<float>(view.Schema["Number"]);
            var number = 0f;
            while (cursor.MoveNext())
            {
                getter(ref number);
                numbers.Add(number);
            }
        }

        numbers.ShouldNotBe(numbers.Order().ToList());
        numbers.Order().ShouldBe(view.Numbers());
    }

    [Fact]
    public void Cache_WrongVectorLength_Throws()
    {
        var view = _ml.Data.Cache(_ml.Data.LoadFromEnumerable(new PlatformRow[] { new() { Vector = [1, 2] } }));
        var failure = Should.Throw<InvalidOperationException>(() => view.GetColumn<float[]>("Vector").ToList());
        failure.InnerException!.Message.ShouldBe("Caching expected vector of size 3, but 2 encountered.");
    }

    [Fact]
    public void Cache_PrefetchOfAnUnknownColumn_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Data.Cache(_ml.View(2), "Nope"));

    private static IEnumerable<PlatformRow> Counted(Action onPass)
    {
        onPass();
        foreach (var row in PlatformRows.Make(100))
            yield return row;
    }
}
