using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>Objects to views and back.</summary>
public sealed class ObjectViewTests
{
    private readonly MLContext _ml = PlatformRows.Context();

    [Fact]
    public void LoadFromEnumerable_Collection_KnowsItsCountAndCannotShuffle()
    {
        var view = _ml.View(7);
        view.GetRowCount().ShouldBe(7);
        view.CanShuffle.ShouldBeFalse();
        _ml.Data.LoadFromEnumerable(PlatformRows.Make(7).Select(row => row)).GetRowCount().ShouldBeNull();
    }

    [Fact]
    public void LoadFromEnumerable_Members_BecomeTypedColumns()
    {
        var schema = _ml.View(1).Schema;
        schema["Number"].Type.ShouldBe(NumberDataViewType.Single);
        schema["Vector"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, 3));
        schema["Name"].Type.ShouldBe(TextDataViewType.Instance);
        schema["Class"].Type.ShouldBe(new KeyDataViewType(typeof(uint), 4));
    }

    [Fact]
    public void LoadFromEnumerable_KeyMember_CountsFromZeroInTheObjectAndFromOneInTheColumn() =>
        _ml.View(5).GetColumn<uint>("Class").ShouldBe([1u, 2u, 3u, 4u, 1u]);

    [Fact]
    public void LoadFromEnumerable_WrongVectorLength_PassesUnchecked()
    {
        PlatformRow[] rows = [new() { Vector = [1, 2] }, new() { Vector = null! }];
        _ml.Data.LoadFromEnumerable(rows).GetColumn<float[]>("Vector").Select(vector => vector.Length).ShouldBe([2, 0]);
    }

    [Fact]
    public void LoadFromEnumerable_NullRow_ThrowsWhenReached()
    {
        var view = _ml.Data.LoadFromEnumerable(new PlatformRow[] { new(), null! });
        using var cursor = view.GetRowCursor([]);
        cursor.MoveNext().ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => cursor.MoveNext());
    }

    [Fact]
    public void LoadFromEnumerable_WithASchema_TakesItsTypesAndAnnotations()
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true);
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Vector", new VectorDataViewType(NumberDataViewType.Single, 1, 3), annotations.ToAnnotations());
        var view = _ml.Data.LoadFromEnumerable(PlatformRows.Make(2), builder.ToSchema());

        ((VectorDataViewType)view.Schema["Vector"].Type).Dimensions.ShouldBe([1, 3]);
        view.Schema["Vector"].IsNormalized().ShouldBeTrue();
    }

    [Fact]
    public void LoadFromEnumerable_WithASchemaOfAnUnknownMember_Throws()
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Nope", NumberDataViewType.Single);
        Should.Throw<InvalidOperationException>(() => _ml.Data.LoadFromEnumerable(PlatformRows.Make(1), builder.ToSchema()))
            .Message.ShouldContain("Type should contain a member named Nope");
    }

    [Fact]
    public void CreateEnumerable_RoundTrip_GivesTheValuesBack()
    {
        var back = _ml.Data.CreateEnumerable<PlatformRow>(_ml.View(3), reuseRowObject: false).ToList();
        back.Select(row => row.Name).ShouldBe(["row 0", "row 1", "row 2"]);
        back[2].Vector.ShouldBe([2f, 2.5f, -2f]);
        back[2].Vector.ShouldNotBeSameAs(back[1].Vector);
        // Not symmetric: a key member is counted from zero on the way in, and gets the column's value, counted from one, on the way out.
        back.Select(row => row.Class).ShouldBe([1u, 2u, 3u]);
    }

    [Fact]
    public void CreateEnumerable_ReusedObject_IsOneObject() =>
        _ml.Data.CreateEnumerable<PlatformRow>(_ml.View(3), reuseRowObject: true).Distinct().Count().ShouldBe(1);

    [Fact]
    public void CreateEnumerable_UnknownMember_ThrowsUnlessIgnored()
    {
        var failure = Should.Throw<ArgumentOutOfRangeException>(
            () => _ml.Data.CreateEnumerable<RowWithMore>(_ml.View(2), reuseRowObject: false).ToList());
        failure.Message.ShouldStartWith("Could not find  column 'Nope'");
        _ml.Data.CreateEnumerable<RowWithMore>(_ml.View(2), reuseRowObject: false, ignoreMissingColumns: true)
            .Select(row => (row.Number, row.Nope)).ShouldBe([(0f, 0f), (1f, 0f)]);
    }

    [Fact]
    public void CreateEnumerable_MemberOfAnotherType_Throws() =>
        Should.Throw<InvalidOperationException>(
            () => _ml.Data.CreateEnumerable<RowWithDouble>(_ml.View(2), reuseRowObject: false).ToList())
            .Message.ShouldContain("Can't bind the IDataView column 'Number'");

    [Fact]
    public void GetColumn_AsStringsAndArrays_Converts()
    {
        var view = _ml.View(2);
        view.GetColumn<string>("Name").ShouldBe(["row 0", "row 1"]);
        view.GetColumn<float[]>("Vector").Last().ShouldBe([1f, 1.5f, -1f]);
        Should.Throw<ArgumentOutOfRangeException>(() => view.GetColumn<double>("Number"));
    }

    [Fact]
    public void Preview_MoreRowsThanAskedFor_GivesTheFirst()
    {
        var preview = _ml.View(10).Preview(maxRows: 4);
        preview.RowView.Length.ShouldBe(4);
        preview.ColumnView[preview.Schema["Number"].Index].Values.ShouldBe([0f, 1f, 2f, 3f]);
        preview.ToString().ShouldBe("4 columns, 4 rows");
    }

    [Fact]
    public void Preview_Vectors_AreReadOnceForEachView()
    {
        var view = _ml.View(3);
        var (column, preview) = (view.Schema["Vector"].Index, view.Preview());
        var inRow = (VBuffer<float>)preview.RowView[2].Values[column].Value;
        VBufferEditor.CreateFromBuffer(ref inRow).Values[0] = 77;
        ((VBuffer<float>)preview.ColumnView[column].Values[2]).GetItemOrDefault(0).ShouldBe(2);
    }

    [Fact]
    public void Preview_OfAnEstimator_TrainsOnTheFirstRowsOnly()
    {
        var estimator = _ml.Transforms.NormalizeMinMax("Scaled", "Number", fixZero: false);
        var preview = estimator.Preview(_ml.View(10), maxRows: 6, maxTrainingRows: 3);
        preview.ColumnView[preview.Schema["Scaled"].Index].Values.ShouldBe([0f, 0.5f, 1f, 1.5f, 2f, 2.5f]);
    }

    private sealed class RowWithMore
    {
        public float Number { get; set; }

        public float Nope { get; set; }
    }

    private sealed class RowWithDouble
    {
        public double Number { get; set; }
    }
}
