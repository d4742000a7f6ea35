using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Columns;

public class RowMapperTests
{
    [Fact]
    public void GetRow_InputMovesOn_FollowsItAndEqualsTheCursor()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        ScriptedView source = TestImages.View(300);
        IDataView view = model.Transformer.Transform(source);
        IRowToRowMapper mapper = Mapper(model, source.Schema);
        DataViewRowCursor input = source.GetRowCursor(source.Schema);
        using DataViewRow row = mapper.GetRow(input, mapper.OutputSchema);
        ValueGetter<VBuffer<float>> mean = row.GetGetter<VBuffer<float>>(mapper.OutputSchema[TinyModel.Mean]);
        ValueGetter<VBuffer<float>> again = row.GetGetter<VBuffer<float>>(mapper.OutputSchema[TinyModel.Reconstruction]);
        List<float[]> means = [], agains = [];

        while (input.MoveNext())
        {
            row.Position.ShouldBe(input.Position);
            means.Add([.. mean.Value().DenseValues()]);
            agains.Add([.. again.Value().DenseValues()]);
            mean.Value().DenseValues().ShouldBe(means[^1]);
        }

        means.ShouldBeCloseTo(view.Vectors(TinyModel.Mean));
        agains.ShouldBeCloseTo(view.Vectors(TinyModel.Reconstruction));
    }

    [Fact]
    public void GetRow_InputColumns_PassThroughWithIdBatchAndSchema()
    {
        using TinyModel model = TinyModel.Create();
        ScriptedView source = TestImages.Describe(new ScriptedView(3) { RowsPerBatch = 2 });
        IRowToRowMapper mapper = Mapper(model, source.Schema);
        DataViewRowCursor input = source.GetRowCursor(source.Schema);
        using DataViewRow row = mapper.GetRow(input, mapper.OutputSchema);
        ValueGetter<int> number = row.GetGetter<int>(mapper.OutputSchema["Number"]);

        row.Schema.ShouldBeSameAs(mapper.OutputSchema);
        for (int i = 0; input.MoveNext(); i++)
        {
            number.Value().ShouldBe(i);
            row.Batch.ShouldBe(i / 2);
            row.GetIdGetter().Value().ShouldBe(new DataViewRowId((ulong)i, 7));
        }
    }

    [Fact]
    public void GetRow_RowOfAnotherSchema_InvalidOperation()
    {
        using TinyModel model = TinyModel.Create();
        IRowToRowMapper mapper = Mapper(model, TestImages.View(1).Schema);
        ScriptedView other = TestImages.View(1);
        using DataViewRowCursor row = other.GetRowCursor(other.Schema);

        Should.Throw<InvalidOperationException>(() => mapper.GetRow(row, mapper.OutputSchema)).Message.ShouldContain("must be the same");
    }

    [Fact]
    public void GetRow_InactiveOrWrongType_InvalidOperation()
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        ScriptedView source = TestImages.View(1);
        IRowToRowMapper mapper = Mapper(model, source.Schema);
        using DataViewRow row = mapper.GetRow(source.GetRowCursor(source.Schema), [mapper.OutputSchema[TinyModel.Mean]]);

        row.IsColumnActive(mapper.OutputSchema[TinyModel.Mean]).ShouldBeTrue();
        row.IsColumnActive(mapper.OutputSchema[TinyModel.Reconstruction]).ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => row.GetGetter<VBuffer<float>>(mapper.OutputSchema[TinyModel.Reconstruction]));
        Should.Throw<InvalidOperationException>(() => row.GetGetter<VBuffer<int>>(mapper.OutputSchema[TinyModel.Mean]));
        Should.Throw<InvalidOperationException>(() => row.GetGetter<int>(mapper.OutputSchema["Number"]));
    }

    [Theory]
    [InlineData(new[] { TinyModel.Mean }, new[] { TinyModel.Input })]
    [InlineData(new[] { TinyModel.Reconstruction }, new[] { TinyModel.Input })]
    [InlineData(new[] { "Number" }, new[] { "Number" })]
    [InlineData(new[] { "Number", TinyModel.Mean }, new[] { "Number", TinyModel.Input })]
    [InlineData(new string[0], new string[0])]
    public void GetDependencies_OfColumns_AreThoseItNeeds(string[] columns, string[] expected)
    {
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        IRowToRowMapper mapper = Mapper(model, TestImages.View(1).Schema);

        mapper.GetDependencies(columns.Select(name => mapper.OutputSchema[name])).Select(column => column.Name).ShouldBe(expected);
    }

    [Fact]
    public void PredictionEngine_RowByRow_EqualsTheCursor()
    {
        var context = new MLContext(1);
        using TinyModel model = TinyModel.Create(reconstruction: TinyModel.Reconstruction);
        IDataView view = model.Transformer.Transform(TestImages.InMemory(context, 300));
        using PredictionEngine<ImageRow, LatentRow> engine = context.Model.CreatePredictionEngine<ImageRow, LatentRow>(model.Transformer);

        LatentRow[] predicted = [.. Enumerable.Range(0, 300).Select(row => engine.Predict(new ImageRow { Number = row, Pixels = TestImages.Floats(row) }))];

        predicted.Select(row => row.Number).ShouldBe(Enumerable.Range(0, 300));
        predicted.Select(row => row.Latent).ToList().ShouldBeCloseTo(view.Vectors(TinyModel.Mean));
        predicted.Select(row => row.Again).ToList().ShouldBeCloseTo(view.Vectors(TinyModel.Reconstruction));
    }

    private static IRowToRowMapper Mapper(TinyModel model, DataViewSchema schema)
    {
        ITransformer transformer = model.Transformer;
        transformer.IsRowToRowMapper.ShouldBeTrue();
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(schema);
        mapper.InputSchema.ShouldBeSameAs(schema);
        return mapper;
    }
}
