using Microsoft.ML.Data;
using Shouldly;
using Xunit;

namespace Microsoft.ML.Vae.Tests.Platform;

public class EstimatorChainTests
{
    private readonly MLContext _context = new(1);
    private readonly List<string> _notes = [];

    [Fact]
    public void Fit_ChecksAllSchemasBeforeTheFirstFit()
    {
        Spy("a").Append(Spy("b")).Fit(Row.View(_context));
        _notes.ShouldBe(["schema a", "schema b", "fit a", "transform a", "fit b", "transform b"]);
    }

    [Fact]
    public void Fit_ErrorAtTheEnd_TrainsNothing()
    {
        EstimatorChain<ColumnConcatenatingTransformer> chain = Spy("a").Append(_context.Transforms.Concatenate("F", "Nope"));

        Should.Throw<ArgumentOutOfRangeException>(() => chain.Fit(Row.View(_context))).Message
            .ShouldBe("Could not find input column 'Nope' (Parameter 'inputSchema')");
        _notes.ShouldBe(["schema a"]);
    }

    [Fact]
    public void Append_Null_IsRefused() =>
        Should.Throw<ArgumentNullException>(() => Spy("a").Append<SpyTransformer>(null!)).ParamName.ShouldBe("estimator");

    [Fact]
    public void Append_ToAChainOfOneKind_Nests()
    {
        TransformerChain<SpyTransformer> model = Spy("a").Append(Spy("b")).Append(Spy("c")).Fit(Row.View(_context));
        model.Count().ShouldBe(3);
        model.LastTransformer.ShouldBeSameAs(model.Last());
    }

    [Fact]
    public void LastEstimator_IsTheLastOne()
    {
        SpyEstimator last = Spy("b");
        Spy("a").Append(last).LastEstimator.ShouldBeSameAs(last);
        new EstimatorChain<ITransformer>().LastEstimator.ShouldBeNull();
    }

    [Fact]
    public void AppendCacheCheckpoint_ToNothing_Throws() =>
        Should.Throw<InvalidOperationException>(() => new EstimatorChain<ITransformer>().AppendCacheCheckpoint(_context)).Message
            .ShouldBe("Current estimator chain has no estimator, can't append cache checkpoint.");

    [Fact]
    public void AppendCacheCheckpoint_Twice_IsTheSameChain()
    {
        EstimatorChain<SpyTransformer> once = Spy("a").AppendCacheCheckpoint(_context);
        once.AppendCacheCheckpoint(_context).ShouldBeSameAs(once);
    }

    [Fact]
    public void AppendCacheCheckpoint_BetweenEstimators_LetsTheSecondShuffle()
    {
        var seen = new List<bool>();
        var looking = new LookingEstimator(view => seen.Add(view.CanShuffle));

        looking.AppendCacheCheckpoint(_context).Append(looking).Fit(Row.View(_context));

        seen.ShouldBe([false, true]);
    }

    [Fact]
    public void WithOnFitDelegate_SeesTheTransformer()
    {
        SpyTransformer? seen = null;
        SpyTransformer fitted = Spy("a").WithOnFitDelegate(transformer => seen = transformer).Fit(Row.View(_context));
        fitted.ShouldBeSameAs(seen);
    }

    private SpyEstimator Spy(string name) => new(name, _notes);

    private sealed class LookingEstimator(Action<IDataView> look) : IEstimator<SpyTransformer>
    {
        public SpyTransformer Fit(IDataView input)
        {
            look(input);
            return new SpyTransformer("looking", []);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
    }
}
