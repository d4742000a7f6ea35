using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

public class ObjectValueTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void Load_KeyMembers_CountFromZeroAndMissBeyondTheEnd()
    {
        IDataView view = _context.Data.LoadFromEnumerable(new[] { 0u, 4u, 5u }.Select(kind => new Keyed { Kind = kind }));
        view.GetColumn<uint>("Kind").ShouldBe([1u, 5u, 0u]);
    }

    [Fact]
    public void Load_ArraysOfOtherLengths_GoThroughUnchecked()
    {
        IDataView view = _context.Data.LoadFromEnumerable(new[] { new Row { V = [1] }, new Row { V = null! } });
        view.GetColumn<VBuffer<float>>("V").Select(v => v.Length).ShouldBe([1, 0]);
    }

    [Fact]
    public void Load_NullText_IsEmpty() =>
        _context.Data.LoadFromEnumerable(new[] { new Row { Name = null! } }).GetColumn<string>("Name").ShouldBe([""]);

    [Fact]
    public void Load_WithASchema_TakesItsTypes()
    {
        DataViewSchema schema = Row.View(_context).Schema;
        IDataView view = _context.Data.LoadFromEnumerable(new[] { new Loose { V = [1, 2, 3] } }, OnlyV(schema));
        view.Schema["V"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, 2));
    }

    [Fact]
    public void Load_WithASchemaThatNeedsMore_NamesTheColumn() =>
        Should.Throw<InvalidOperationException>(() => _context.Data.LoadFromEnumerable(new[] { new Loose() }, Row.View(_context).Schema))
            .Message.ShouldBe("Type should contain a member named A");

    [Fact]
    public void CreateEnumerable_AllMembers_AreRead()
    {
        Row row = _context.Data.CreateEnumerable<Row>(Row.View(_context), reuseRowObject: false).Last();
        (row.A, row.Name).ShouldBe((2f, "row 2"));
        row.V.ShouldBe([2f, -2f]);
    }

    [Fact]
    public void CreateEnumerable_MissingMember_ThrowsUnlessIgnored()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Data.CreateEnumerable<More>(Row.View(_context), false)).Message
            .ShouldBe("Could not find  column 'Nope' (Parameter 'Schema')");
        _context.Data.CreateEnumerable<More>(Row.View(_context), false, ignoreMissingColumns: true)
            .Select(row => (row.A, row.Nope)).ShouldBe([(0f, 7), (1f, 7), (2f, 7)]);
    }

    [Fact]
    public void CreateEnumerable_OtherType_Throws() =>
        Should.Throw<InvalidOperationException>(() => _context.Data.CreateEnumerable<Doubles>(Row.View(_context), false)).Message
            .ShouldBe("Can't bind the IDataView column 'A' of type 'Single' to field or property 'A' of type 'System.Double'.");

    [Fact]
    public void CreateEnumerable_ReusedRow_KeepsItsArray()
    {
        Row[] rows = [.. _context.Data.CreateEnumerable<Row>(Row.View(_context), reuseRowObject: true)];
        rows.Distinct().ShouldHaveSingleItem().V.ShouldBe([2f, -2f]);
    }

    [Fact]
    public void CreateEnumerable_NewRows_ShareNoArray()
    {
        Row[] rows = [.. _context.Data.CreateEnumerable<Row>(Row.View(_context), reuseRowObject: false)];
        rows.Select(row => row.V[0]).ShouldBe([0f, 1f, 2f]);
    }

    private static DataViewSchema OnlyV(DataViewSchema schema)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns([schema["V"]]);
        return builder.ToSchema();
    }

    private sealed class Keyed
    {
        [KeyType(5)]
        public uint Kind { get; set; }
    }

    private sealed class Loose
    {
        public float[] V { get; set; } = [];
    }

    private sealed class More
    {
        public float A { get; set; }

        public int Nope { get; set; } = 7;
    }

    private sealed class Doubles
    {
        public double A { get; set; }
    }
}
