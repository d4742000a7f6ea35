using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

public class ObjectValueTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void Load_KeysBeyondTheEnd_AreMissing()
    {
        uint[] kinds = [0, 4, 5];
        IDataView view = _context.Data.LoadFromEnumerable(kinds.Select(kind => new Keyed { Kind = kind }));
        view.GetColumn<uint>("Kind").ShouldBe([1u, 5u, 0u]);
    }

    [Fact]
    public void Load_NullText_IsEmpty() =>
        _context.Data.LoadFromEnumerable(new[] { new Row { Name = null! } }).GetColumn<string>("Name").ShouldBe([""]);

    [Fact]
    public void Load_ASchemaThatNeedsMore_NamesTheColumn() =>
        Should.Throw<InvalidOperationException>(() => _context.Data.LoadFromEnumerable(new[] { new Keyed() }, Row.View(_context).Schema))
            .Message.ShouldBe("Type should contain a member named A");

    [Fact]
    public void CreateEnumerable_MissingMember_IsNamed() =>
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Data.CreateEnumerable<Keyed>(Row.View(_context), false)).Message
            .ShouldBe("Could not find  column 'Kind' (Parameter 'Schema')");

    [Fact]
    public void CreateEnumerable_OtherType_IsNamed() =>
        Should.Throw<InvalidOperationException>(() => _context.Data.CreateEnumerable<Doubles>(Row.View(_context), false)).Message
            .ShouldBe("Can't bind the IDataView column 'A' of type 'Single' to field or property 'A' of type 'System.Double'.");

    [Fact]
    public void CreateEnumerable_ReusedRow_KeepsItsArray()
    {
        using IEnumerator<Row> rows = _context.Data.CreateEnumerable<Row>(Row.View(_context), reuseRowObject: true).GetEnumerator();
        rows.MoveNext();
        float[] first = rows.Current.V;
        rows.MoveNext();
        rows.Current.V.ShouldBeSameAs(first);
        first.ShouldBe([1f, -1f]);
    }

    [Fact]
    public void CreateEnumerable_NewRows_ShareNoArray() =>
        _context.Data.CreateEnumerable<Row>(Row.View(_context), reuseRowObject: false).ToArray()
            .Select(row => row.V[0]).ShouldBe([0f, 1f, 2f]);

    private sealed class Keyed
    {
        [KeyType(5)]
        public uint Kind { get; set; }
    }

    private sealed class Doubles
    {
        public double A { get; set; }
    }
}
