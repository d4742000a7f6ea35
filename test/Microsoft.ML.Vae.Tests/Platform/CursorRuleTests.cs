using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>What holds for every cursor of ML.NET, whatever the view is made of.</summary>
public sealed class CursorRuleTests
{
    private const int Rows = 300;

    private static readonly Dictionary<string, Func<MLContext, IDataView, IDataView>> _views = new()
    {
        ["objects"] = (_, view) => view,
        ["cache"] = (ml, view) => ml.Data.Cache(view),
        ["take"] = (ml, view) => ml.Data.TakeRows(view, 200),
        ["skip"] = (ml, view) => ml.Data.SkipRows(view, 50),
        ["shuffle"] = (ml, view) => ml.Data.ShuffleRows(view, seed: 3, shufflePoolSize: 20),
        ["split"] = (ml, view) => ml.Data.TrainTestSplit(view, 0.3).TrainSet,
        ["copy"] = (ml, view) => ml.Transforms.CopyColumns("Copy", "Vector").Fit(view).Transform(view),
        ["concatenate"] = (ml, view) => ml.Transforms.Concatenate("Joined", "Number", "Vector").Fit(view).Transform(view),
        ["select"] = (ml, view) => ml.Transforms.SelectColumns("Vector", "Number", "Name").Fit(view).Transform(view),
        ["drop"] = (ml, view) => ml.Transforms.DropColumns("Class").Fit(view).Transform(view),
        ["kmeans"] = (ml, view) => ml.Clustering.Trainers.KMeans("Vector", numberOfClusters: 3).Fit(view).Transform(view),
        ["concatenate over cache"] = (ml, view) =>
            ml.Transforms.Concatenate("Joined", "Number", "Vector").Fit(view).Transform(ml.Data.Cache(view)),
    };

    public static TheoryData<string> Views => [.. _views.Keys];

    [Theory]
    [MemberData(nameof(Views))]
    public void Position_BeforeDuringAndAfter_CountsRowsAndIsMinusOneOutside(string kind)
    {
        using var cursor = Make(kind).GetRowCursor([]);
        cursor.Position.ShouldBe(-1);
        for (var row = 0; row < 5; row++)
        {
            cursor.MoveNext().ShouldBeTrue();
            cursor.Position.ShouldBe(row);
        }

        while (cursor.MoveNext())
        {
        }

        cursor.Position.ShouldBe(-1);
        cursor.MoveNext().ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Schema_OfACursor_IsTheViewsOwnObject(string kind)
    {
        var view = Make(kind);
        using var cursor = view.GetRowCursor(view.Schema);
        cursor.Schema.ShouldBeSameAs(view.Schema);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void IsColumnActive_ColumnsAskedForOnly_IsTrueForThoseOnly(string kind)
    {
        var view = Make(kind);
        using var cursor = view.GetRowCursor([view.Schema["Vector"]]);
        cursor.IsColumnActive(view.Schema["Vector"]).ShouldBeTrue();
        cursor.IsColumnActive(view.Schema["Number"]).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void GetGetter_InactiveColumnOrWrongType_Throws(string kind)
    {
        var view = Make(kind);
        using var cursor = view.GetRowCursor([view.Schema["Vector"]]);
        Should.Throw<Exception>(() => cursor.GetGetter<float>(view.Schema["Number"])).ShouldBeRefusal();
        Should.Throw<InvalidOperationException>(() => cursor.GetGetter<VBuffer<double>>(view.Schema["Vector"]));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Getter_CalledAgain_GivesTheSameValueInAnotherBuffer(string kind)
    {
        var view = Make(kind);
        using var cursor = view.GetRowCursor([view.Schema["Vector"]]);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema["Vector"]);
        cursor.MoveNext();
        VBuffer<float> first = default, second = default;
        getter(ref first);
        getter(ref second);
        second.DenseValues().ShouldBe(first.DenseValues());

        var editor = VBufferEditor.CreateFromBuffer(ref first);
        editor.Values.Fill(1000);
        first = editor.Commit();
        getter(ref second);
        second.DenseValues().ShouldNotContain(1000f);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void GetRowCursorSet_AllCursors_GiveEachRowOnceInBatchesThatGrow(string kind)
    {
        var view = Make(kind);
        var serial = Read(view.GetRowCursor([view.Schema["Number"]]));
        var parts = view.GetRowCursorSet([view.Schema["Number"]], 3).Select(Read).ToList();
        var batches = parts.SelectMany(part => part.Select(row => row.Batch).Distinct()).ToList();

        parts.ShouldAllBe(part => part.Zip(part.Skip(1)).All(pair => pair.First.Batch <= pair.Second.Batch));
        if (parts.Count > 1)
            batches.ShouldBeUnique();
        parts.SelectMany(part => part).OrderBy(row => row.Batch).Select(row => (row.Id, row.Number))
            .ShouldBe(serial.Select(row => (row.Id, row.Number)));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void GetRowCursor_WithAGenerator_GivesTheSameRows(string kind)
    {
        var view = Make(kind);
        var serial = Read(view.GetRowCursor([view.Schema["Number"]]));
        var shuffled = Read(view.GetRowCursor([view.Schema["Number"]], new Random(5)));
        shuffled.Select(row => row.Number).Order().ShouldBe(serial.Select(row => row.Number).Order());
        if (!view.CanShuffle)
            shuffled.Select(row => row.Number).ShouldBe(serial.Select(row => row.Number));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Dispose_EarlyInTheData_EndsTheCursorAndWhatReadsForIt(string kind)
    {
        var view = Make(kind);
        var cursor = view.GetRowCursor(view.Schema);
        cursor.MoveNext().ShouldBeTrue();
        cursor.Dispose();
        cursor.Dispose();
        view.Numbers().Count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void GetRowCursor_ColumnOfALargerSchema_IsRefused()
    {
        var ml = PlatformRows.Context();
        var view = ml.View(5);
        var wider = ml.Transforms.CopyColumns("Copy", "Vector").Fit(view).Transform(view);
        Should.Throw<InvalidOperationException>(() => view.GetRowCursor([wider.Schema["Copy"]]));
    }

    [Fact]
    public void MoveNext_ExceptionWhileAnotherThreadReads_ArrivesWrapped()
    {
        var ml = PlatformRows.Context();
        var view = ml.Data.LoadFromEnumerable(Failing());
        var joined = ml.Transforms.Concatenate("Joined", "Number", "Vector").Fit(view).Transform(view);
        using var cursor = joined.GetRowCursor([joined.Schema["Joined"]]);
        var failure = Should.Throw<InvalidOperationException>(() =>
        {
            while (cursor.MoveNext())
            {
            }
        });
        Chain(failure).ShouldContain(e => e is NotSupportedException && e.Message == "on purpose");
    }

    private static IDataView Make(string kind)
    {
        var ml = PlatformRows.Context();
        return _views[kind](ml, ml.View(Rows));
    }

    private static List<(DataViewRowId Id, long Batch, float Number)> Read(DataViewRowCursor cursor)
    {
        using (cursor)
        {
            var rows = new List<(DataViewRowId, long, float)>();
            var idGetter = cursor.GetIdGetter();
            var numberGetter = cursor.GetGetter<float>(cursor.Schema["Number"]);
            DataViewRowId id = default;
            var number = 0f;
            while (cursor.MoveNext())
            {
                idGetter(ref id);
                numberGetter(ref number);
                rows.Add((id, cursor.Batch, number));
            }

            return rows;
        }
    }

    private static IEnumerable<PlatformRow> Failing()
    {
        foreach (var row in PlatformRows.Make(200))
            yield return row;
        throw new NotSupportedException("on purpose");
    }

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception != null; exception = exception.InnerException)
            yield return exception;
    }
}

internal static class RefusalAssertions
{
    /// <summary>Views differ in which of the two they throw for an inactive column.</summary>
    public static void ShouldBeRefusal(this Exception exception) =>
        (exception is InvalidOperationException or ArgumentOutOfRangeException).ShouldBeTrue();
}
