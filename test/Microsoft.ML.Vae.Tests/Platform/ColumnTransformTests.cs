using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

/// <summary>Concatenate, copy, select and drop.</summary>
public sealed class ColumnTransformTests
{
    private readonly MLContext _ml = PlatformRows.Context();

    [Fact]
    public void CopyColumns_NewName_StandsAtTheEnd()
    {
        var view = Apply(_ml.View(2), _ml.Transforms.CopyColumns("Copy", "Vector"));
        view.Schema["Copy"].Index.ShouldBe(4);
        view.GetColumn<float[]>("Copy").Last().ShouldBe([1f, 1.5f, -1f]);
    }

    [Fact]
    public void CopyColumns_OntoAnExistingName_StandsBehindItAndHidesIt()
    {
        var view = Apply(_ml.View(2), _ml.Transforms.CopyColumns("Number", "Vector"));
        var old = _ml.View(1).Schema["Number"].Index;
        view.Schema[old].IsHidden.ShouldBeTrue();
        view.Schema["Number"].Index.ShouldBe(old + 1);
        view.Schema["Number"].Type.ShouldBe(view.Schema["Vector"].Type);
        view.Schema.Count.ShouldBe(5);
    }

    [Fact]
    public void Concatenate_ScalarAndVector_JoinsValuesAndNamesSlots()
    {
        var view = Apply(_ml.View(3), _ml.Transforms.Concatenate("Joined", "Number", "Vector"));
        view.Schema["Joined"].Type.ShouldBe(new VectorDataViewType(NumberDataViewType.Single, 4));
        view.GetColumn<float[]>("Joined").Last().ShouldBe([2f, 2f, 2.5f, -2f]);

        view.Schema["Joined"].HasSlotNames().ShouldBeTrue();
        VBuffer<ReadOnlyMemory<char>> names = default;
        view.Schema["Joined"].GetSlotNames(ref names);
        names.DenseValues().Select(name => name.ToString()).ShouldBe(["Number", "", "", ""]);
    }

    [Fact]
    public void Concatenate_VectorWithSlotNames_PrefixesThem()
    {
        var once = Apply(_ml.View(1), _ml.Transforms.Concatenate("Inner", "Number", "Number"));
        var twice = Apply(once, _ml.Transforms.Concatenate("Outer", "Inner", "Number"));
        VBuffer<ReadOnlyMemory<char>> names = default;
        twice.Schema["Outer"].GetSlotNames(ref names);
        names.DenseValues().Select(name => name.ToString()).ShouldBe(["Inner.Number", "Inner.Number", "Number"]);
    }

    [Fact]
    public void Concatenate_OneVector_PassesItsTypeThrough()
    {
        var view = Apply(_ml.View(2), _ml.Transforms.Concatenate("Joined", "Vector"));
        view.Schema["Joined"].Type.ShouldBe(view.Schema["Vector"].Type);
        view.Schema["Joined"].HasSlotNames().ShouldBeFalse();
    }

    [Fact]
    public void Concatenate_MostlyZeros_IsDenseUnlessHalfIsImplicit()
    {
        var builder = new List<SparseRow> { new() { Sparse = new VBuffer<float>(5, 1, [3f], [2]), Number = 1 } };
        var view = Apply(_ml.Data.LoadFromEnumerable(builder), _ml.Transforms.Concatenate("Joined", "Sparse", "Number"));
        var joined = view.GetColumn<VBuffer<float>>("Joined").Single();
        joined.IsDense.ShouldBeFalse();
        joined.GetIndices().ToArray().ShouldBe([2, 5]);
        joined.DenseValues().ShouldBe([0, 0, 3, 0, 0, 1]);
    }

    [Fact]
    public void Concatenate_WrongVectorLength_Throws()
    {
        var data = _ml.Data.LoadFromEnumerable(new PlatformRow[] { new() { Vector = [1, 2] } });
        var view = Apply(data, _ml.Transforms.Concatenate("Joined", "Number", "Vector"));
        var row = ((ITransformer)_ml.Transforms.Concatenate("Joined", "Number", "Vector").Fit(data)).GetRowToRowMapper(data.Schema);
        row.OutputSchema.Count.ShouldBe(5);
        Should.Throw<InvalidOperationException>(() => view.GetColumn<float[]>("Joined").ToList());
    }

    [Fact]
    public void Concatenate_MissingOrMixedColumns_Throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => FitChain(_ml.Transforms.Concatenate("J", "Nope")))
            .Message.ShouldBe("Could not find input column 'Nope' (Parameter 'inputSchema')");
        Should.Throw<InvalidOperationException>(() => FitChain(_ml.Transforms.Concatenate("J", "Number", "Name")))
            .Message.ShouldContain("Column 'Name' has type of String, but expected column type is Single.");
        Should.Throw<InvalidOperationException>(() => FitChain(_ml.Transforms.Concatenate("J", "Class")))
            .Message.ShouldContain("Concatenation of keys is unsupported.");
        Should.Throw<ArgumentOutOfRangeException>(() => _ml.Transforms.Concatenate("J"));
    }

    [Fact]
    public void SelectColumns_Names_GiveTheOrderAndDropHiddenOnes()
    {
        var hidden = Apply(_ml.View(2), _ml.Transforms.CopyColumns("Number", "Vector"));
        Names(Apply(hidden, _ml.Transforms.SelectColumns("Name", "Number"))).ShouldBe(["Name", "Number"]);
        Names(Apply(hidden, _ml.Transforms.SelectColumns(["Name", "Number"], keepHidden: true))).ShouldBe(["Name", "Number", "Number"]);
    }

    [Fact]
    public void DropColumns_Name_DropsHiddenOnesOfThatNameOnly()
    {
        var hidden = Apply(_ml.View(2), _ml.Transforms.CopyColumns("Number", "Vector"));
        Names(Apply(hidden, _ml.Transforms.DropColumns("Number"))).ShouldNotContain("Number");
        Names(Apply(hidden, _ml.Transforms.DropColumns("Name"))).Count(name => name == "Number").ShouldBe(2);
    }

    [Fact]
    public void SelectColumns_MissingNames_AreAllNamed() =>
        Should.Throw<ArgumentOutOfRangeException>(() => FitChain(_ml.Transforms.SelectColumns("X", "Number", "Y")))
            .Message.ShouldBe("Could not find input column 'X,Y' (Parameter 'inputSchema')");

    [Fact]
    public void SelectColumns_NoNames_Throws()
    {
        Should.Throw<InvalidOperationException>(() => _ml.Transforms.SelectColumns());
        Should.Throw<InvalidOperationException>(() => _ml.Transforms.DropColumns());
    }

    [Fact]
    public void GetOutputSchema_Shape_AgreesWithTheRealSchema()
    {
        var data = _ml.View(3);
        var pipeline = _ml.Transforms.Concatenate("Joined", "Number", "Vector")
            .Append(_ml.Transforms.CopyColumns("Copy", "Joined"))
            .Append(_ml.Transforms.DropColumns("Name"));
        var shapes = _ml.Transforms.CopyColumns("A", "Number").GetOutputSchema(ShapeOf(data)).ToDictionary(column => column.Name);
        shapes["A"].ItemType.ShouldBe(NumberDataViewType.Single);

        var view = pipeline.Fit(data).Transform(data);
        Names(view).ShouldBe(["Number", "Vector", "Class", "Joined", "Copy"]);
        view.Schema["Copy"].HasSlotNames().ShouldBeTrue();
    }

    [Fact]
    public void SaveAndLoad_Chain_GivesTheSameRows()
    {
        var data = _ml.View(20);
        var model = _ml.Transforms.Concatenate("Joined", "Number", "Vector")
            .Append(_ml.Transforms.CopyColumns("Copy", "Joined"))
            .Append(_ml.Transforms.SelectColumns("Copy", "Name"))
            .Fit(data);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        stream.Position = 0;
        var view = new MLContext().Model.Load(stream, out var schema).Transform(data);

        Names(view).ShouldBe(["Copy", "Name"]);
        schema.Select(column => column.ToString()).ShouldBe(data.Schema.Select(column => column.ToString()));
        view.GetColumn<float[]>("Copy").ShouldBe(model.Transform(data).GetColumn<float[]>("Copy"));
    }

    private static IDataView Apply(IDataView view, IEstimator<ITransformer> estimator) => estimator.Fit(view).Transform(view);

    private static List<string> Names(IDataView view) => [.. view.Schema.Select(column => column.Name)];

    private void FitChain<TTransformer>(IEstimator<TTransformer> estimator)
        where TTransformer : class, ITransformer =>
        new EstimatorChain<ITransformer>().Append(estimator).Fit(_ml.View(2));

    /// <summary>The shape of a view, as an estimator that changes nothing reports it.</summary>
    private static SchemaShape ShapeOf(IDataView view)
    {
        SchemaShape? seen = null;
        new EstimatorChain<ITransformer>().Append(new ShapeProbe(shape => seen = shape)).Fit(view);
        return seen!;
    }

    private sealed class ShapeProbe(Action<SchemaShape> onShape) : IEstimator<ITransformer>
    {
        public ITransformer Fit(IDataView input) => new MLContext().Transforms.DropColumns("Name").Fit(input);

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            onShape(inputSchema);
            return inputSchema;
        }
    }

    private sealed class SparseRow
    {
        [VectorType(5)]
        public VBuffer<float> Sparse { get; set; }

        public float Number { get; set; }
    }
}
