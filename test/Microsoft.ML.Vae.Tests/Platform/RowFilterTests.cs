using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>Rows by range, by presence and by chance.</summary>
public sealed class RowFilterTests
{
    private readonly MLContext _ml = PlatformRows.Context();

    [Fact]
    public void FilterRowsByColumn_Range_HasItsLowerEndOnly()
    {
        _ml.Data.FilterRowsByColumn(_ml.View(10), "Number", 3, 6).Numbers().ShouldBe([3, 4, 5]);
        _ml.Data.FilterRowsByColumn(_ml.View(10), "Number", upperBound: 2).Numbers().ShouldBe([0, 1]);
        _ml.Data.FilterRowsByColumn(_ml.View(10), "Number", 3, 6).GetRowCount().ShouldBeNull();
    }

    [Fact]
    public void FilterRowsByColumn_NotANumber_IsInNoRange()
    {
        var rows = _ml.Data.LoadFromEnumerable(new PlatformRow[] { new() { Number = float.NaN }, new() { Number = 1 } });
        _ml.Data.FilterRowsByColumn(rows, "Number").Numbers().ShouldBe([1]);
    }

    [Fact]
    public void FilterRowsByColumn_BadArguments_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(_ml.View(1), "Number", 3, 3)).ParamName.ShouldBe("upperBound");
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(_ml.View(1), "Nope"))
            .Message.ShouldBe("Column 'Nope' not found (Parameter 'name')");
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByColumn(_ml.View(1), "Name"))
            .Message.ShouldBe("Schema mismatch for filter column 'Name': expected number, got String (Parameter 'columnName')");
    }

    [Fact]
    public void FilterRowsByKeyColumnFraction_UpperHalf_KeepsTheGreaterKeys()
    {
        _ml.Data.FilterRowsByKeyColumnFraction(_ml.View(8), "Class", 0.5).GetColumn<uint>("Class").ShouldBe([3u, 4, 3, 4]);
        _ml.Data.FilterRowsByKeyColumnFraction(_ml.View(8), "Class").GetColumn<uint>("Class").ShouldBe([1u, 2, 3, 4, 1, 2, 3, 4]);
    }

    [Fact]
    public void FilterRowsByMissingValues_ScalarVectorAndKey_DropsNaNAndMissingKeys()
    {
        List<PlatformRow> rows = PlatformRows.Make(6);
        rows[1].Number = float.NaN;
        rows[2].Vector = [1, float.NaN, 2];
        rows[4].Class = 99;
        var view = _ml.Data.LoadFromEnumerable(rows);

        _ml.Data.FilterRowsByMissingValues(view, "Vector").Numbers().ShouldBe([0, float.NaN, 3, 4, 5]);
        _ml.Data.FilterRowsByMissingValues(view, "Number", "Vector", "Class").Numbers().ShouldBe([0, 3, 5]);
    }

    [Fact]
    public void FilterRowsByMissingValues_BadColumns_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByMissingValues(_ml.View(1))).ParamName.ShouldBe("columns");
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByMissingValues(_ml.View(1), "Nope"))
            .Message.ShouldBe("Source column 'Nope' not found (Parameter 'Columns')");
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByMissingValues(_ml.View(1), "Number", "Number"))
            .Message.ShouldBe("Source column 'Number' specified multiple times (Parameter 'Columns')");
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Data.FilterRowsByMissingValues(_ml.View(1), "Name")).ParamName.ShouldBe("Columns");
    }

    [Fact]
    public void Filters_ShuffleAsTheirSource_AndSayWhichColumnsAreActive()
    {
        var view = _ml.Data.FilterRowsByColumn(_ml.Data.Cache(_ml.View(50)), "Number", 10, 40);
        view.CanShuffle.ShouldBeTrue();
        _ml.Data.FilterRowsByColumn(_ml.View(5), "Number", 1).CanShuffle.ShouldBeFalse();

        using var cursor = view.GetRowCursor([view.Schema["Name"]], new Random(2));
        cursor.IsColumnActive(view.Schema["Number"]).ShouldBeFalse();
        var names = new List<string>();
        var getter = cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Name"]);
        ReadOnlyMemory<char> name = default;
        while (cursor.MoveNext())
        {
            getter(ref name);
            names.Add(name.ToString());
        }

        names.ShouldNotBe(Enumerable.Range(10, 30).Select(i => $"row {i}"));
        names.Order().ShouldBe(Enumerable.Range(10, 30).Select(i => $"row {i}").Order());
    }

    [Fact]
    public void BootstrapSample_AndItsComplement_CoverAllRows()
    {
        var sample = _ml.Data.BootstrapSample(_ml.View(2000), seed: 4);
        var numbers = sample.Numbers();
        var others = _ml.Data.BootstrapSample(_ml.View(2000), seed: 4, complement: true).Numbers();

        numbers.Distinct().Intersect(others).ShouldBeEmpty();
        numbers.Concat(others).Distinct().Count().ShouldBe(2000);
        numbers.ShouldBe(numbers.Order()); // Copies of a row follow one another.
        numbers.Count.ShouldBeInRange(1800, 2200); // 2000 ± 4.5 standard deviations of a sum of Poisson draws.
        others.Count.ShouldBeInRange(635, 835); // 2000 / e = 735.8 ± 4.6 standard deviations.
        sample.Numbers().ShouldBe(numbers);
        sample.CanShuffle.ShouldBeFalse();
        sample.GetRowCount().ShouldBeNull();
    }

    [Fact]
    public void BootstrapSample_CopiesOfARow_HaveIdsOfTheirOwn()
    {
        var ids = new List<DataViewRowId>();
        using var cursor = _ml.Data.BootstrapSample(_ml.View(500), seed: 4).GetRowCursor([]);
        var getter = cursor.GetIdGetter();
        DataViewRowId id = default;
        while (cursor.MoveNext())
        {
            getter(ref id);
            ids.Add(id);
        }

        ids.Distinct().Count().ShouldBe(ids.Count);
    }
}
