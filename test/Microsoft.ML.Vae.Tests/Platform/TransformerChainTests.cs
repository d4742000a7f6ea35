using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

public class TransformerChainTests
{
    private readonly MLContext _context = new(1);
    private readonly List<string> _notes = [];

    [Fact]
    public void Transform_UsesOnlyWhatScores()
    {
        ITransformer training = Copy("T"), scoring = Copy("S");
        var chain = new TransformerChain<ITransformer>([training, scoring], [TransformerScope.TrainTest, TransformerScope.Scoring]);
        IDataView view = Row.View(_context);

        chain.Transform(view).Schema.Select(column => column.Name).ShouldBe(["A", "V", "Name", "S"]);
        chain.GetOutputSchema(view.Schema).Select(column => column.Name).ShouldBe(["A", "V", "Name", "S"]);
        chain.GetModelFor(TransformerScope.Testing).ShouldHaveSingleItem().ShouldBeSameAs(training);
    }

    [Fact]
    public void Transform_BadLink_FailsBeforeTheFirstTransform()
    {
        var chain = new TransformerChain<ITransformer>(new SpyTransformer("a", _notes), Copy("C", "Nope"));
        Should.Throw<ArgumentOutOfRangeException>(() => chain.Transform(Row.View(_context)));
        _notes.ShouldBeEmpty();
    }

    [Fact]
    public void Empty_ChangesNothing()
    {
        IDataView view = Row.View(_context);
        new TransformerChain<ITransformer>().Transform(view).ShouldBeSameAs(view);
        new TransformerChain<ITransformer>().LastTransformer.ShouldBeNull();
    }

    [Fact]
    public void Create_ScopesMissing_Throws() =>
        Should.Throw<InvalidOperationException>(() => new TransformerChain<ITransformer>([Copy("C")], []));

    [Fact]
    public void Create_LastOfAnotherType_Throws() =>
        Should.Throw<InvalidOperationException>(() => new TransformerChain<SpyTransformer>(Copy("C")));

    [Fact]
    public void Append_Transformers_MakeAChain()
    {
        ITransformer first = Copy("C");
        ITransformer second = Copy("D");
        first.Append(second).ShouldBe([first, second]);
        Should.Throw<ArgumentNullException>(() => first.Append<ITransformer>(null!)).ParamName.ShouldBe("transformer");
    }

    [Fact]
    public void Dispose_DisposesEachOnce()
    {
        var chain = new TransformerChain<ITransformer>(new SpyTransformer("a", _notes), Copy("C"), new SpyTransformer("b", _notes));
        chain.Dispose();
        chain.Dispose();
        _notes.ShouldBe(["dispose a", "dispose b"]);
    }

    [Fact]
    public void IsRowToRowMapper_OnlyWhenAllAre()
    {
        ITransformer maps = new TransformerChain<ITransformer>(Copy("C"), Copy("D", "C"));
        maps.IsRowToRowMapper.ShouldBeTrue();
        IRowToRowMapper mapper = maps.GetRowToRowMapper(Row.View(_context).Schema);
        mapper.OutputSchema.Select(column => column.Name).ShouldBe(["A", "V", "Name", "C", "D"]);
        mapper.GetDependencies([mapper.OutputSchema["D"]]).ShouldHaveSingleItem().Name.ShouldBe("A");

        ITransformer doesNot = new TransformerChain<ITransformer>(Copy("C"), new SpyTransformer("a", _notes));
        doesNot.IsRowToRowMapper.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => doesNot.GetRowToRowMapper(Row.View(_context).Schema)).Message
            .ShouldBe("GetRowToRowMapper method called despite IsRowToRowMapper being false.");
    }

    private ColumnCopyingTransformer Copy(string output, string input = "A")
    {
        var row = new { A = 1f, C = 1f, Nope = 1f };
        return _context.Transforms.CopyColumns(output, input).Fit(_context.Data.LoadFromEnumerable(new[] { row }));
    }
}
