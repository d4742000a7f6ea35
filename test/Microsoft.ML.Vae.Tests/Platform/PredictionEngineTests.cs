using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

public class PredictionEngineTests
{
    private readonly MLContext _context = new(1);
    private readonly List<string> _notes = [];

    [Fact]
    public void Predict_EachExample_GivesItsValues()
    {
        PredictionEngine<Row, Copied> engine = _context.Model.CreatePredictionEngine<Row, Copied>(Copy("Copy"));

        Row.Some(3).Select(row => engine.Predict(row).Copy).ShouldBe([0f, 1f, 2f]);
        engine.OutputSchema.Select(column => column.Name).ShouldBe(["A", "V", "Name", "Copy"]);
    }

    [Fact]
    public void Predict_IntoAnObject_FillsThatOne()
    {
        PredictionEngine<Row, Copied> engine = _context.Model.CreatePredictionEngine<Row, Copied>(Copy("Copy"));
        var mine = new Copied();
        Copied? target = mine;
        engine.Predict(new Row { A = 5 }, ref target);
        target.ShouldBeSameAs(mine);
        mine.Copy.ShouldBe(5f);
    }

    [Fact]
    public void Predict_Null_IsRefused()
    {
        PredictionEngine<Row, Copied> engine = _context.Model.CreatePredictionEngine<Row, Copied>(Copy("Copy"));
        Should.Throw<ArgumentNullException>(() => engine.Predict(null!)).ParamName.ShouldBe("example");
    }

    [Fact]
    public void Create_NoRowToRowMapper_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(
                () => _context.Model.CreatePredictionEngine<Row, Copied>(new SpyTransformer("a", _notes))).Message
            .ShouldBe("Must be a row to row mapper (Parameter 'transformer')");

    [Fact]
    public void Create_Null_IsRefused() =>
        Should.Throw<ArgumentNullException>(() => _context.Model.CreatePredictionEngine<Row, Copied>((ITransformer)null!)).ParamName.ShouldBe("transformer");

    [Fact]
    public void Create_OutputMemberMissing_IsIgnoredUnlessAskedFor()
    {
        _context.Model.CreatePredictionEngine<Row, Copied>(Copy("Other")).Predict(new Row { A = 5 }).Copy.ShouldBe(0f);
        Should.Throw<ArgumentOutOfRangeException>(
                () => _context.Model.CreatePredictionEngine<Row, Copied>(Copy("Other"), ignoreMissingColumns: false)).Message
            .ShouldBe("Could not find  column 'Copy' (Parameter 'Schema')");
    }

    [Fact]
    public void Create_WithASchema_TakesItsTypesAndMissesNothing()
    {
        DataViewSchema schema = Row.View(_context).Schema;
        PredictionEngine<Row, Copied> engine = _context.Model.CreatePredictionEngine<Row, Copied>(Copy("Copy"), schema);
        engine.OutputSchema["V"].Type.ShouldBe(schema["V"].Type);
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Model.CreatePredictionEngine<Row, Copied>(Copy("Other"), schema));
    }

    [Fact]
    public void Create_InputMemberMissing_NamesTheColumn() =>
        Should.Throw<ArgumentOutOfRangeException>(() => _context.Model.CreatePredictionEngine<Copied, Copied>(Copy("Other"))).Message
            .ShouldBe("Could not find input column 'A' (Parameter 'inputSchema')");

    [Fact]
    public void Dispose_OwnsTheTransformerUnlessToldOtherwise()
    {
        var owned = new TransformerChain<ITransformer>(Copy("C"), new Disposable(Copy("D"), _notes));
        _context.Model.CreatePredictionEngine<Row, Copied>(owned, new PredictionEngineOptions { OwnsTransformer = false }).Dispose();
        _notes.ShouldBeEmpty();

        PredictionEngine<Row, Copied> engine = _context.Model.CreatePredictionEngine<Row, Copied>(owned);
        engine.Dispose();
        engine.Dispose();
        _notes.ShouldBe(["disposed"]);
    }

    private ColumnCopyingTransformer Copy(string output) => _context.Transforms.CopyColumns(output, "A").Fit(Row.View(_context));

    private sealed class Copied
    {
        public float Copy { get; set; }
    }

    /// <summary>A transformer that notes its end.</summary>
    private sealed class Disposable(ITransformer inner, List<string> notes) : ITransformer, IDisposable
    {
        public bool IsRowToRowMapper => true;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner.GetOutputSchema(inputSchema);

        public IDataView Transform(IDataView input) => inner.Transform(input);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => inner.GetRowToRowMapper(inputSchema);

        public void Save(ModelSaveContext ctx) => inner.Save(ctx);

        public void Dispose() => notes.Add("disposed");
    }
}
