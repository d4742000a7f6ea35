using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Vae.Tests.Contract.Checks;
using Microsoft.ML.Vae.Tests.Contract.Faults;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>The contract sees each fault of files, chains, data without rows, second fits and disposal.</summary>
public class LifetimeFaultTests
{
    [Fact]
    public void Check_StateThatIsNotSaved_IsSeen() => Breaks(ContractRule.Persistence, "loaded, row 0", Faulty.Transformer(inner =>
        new FaultyTransformer(inner)
        {
            Transforming = input => Shifted(inner.Transform(input)),
            Mapper = schema => new FaultyMapper(inner.GetRowToRowMapper(schema)) { Row = row => new WrappedCursor((DataViewRowCursor)row) { Shift = _ => 1 } },
        }));

    [Fact]
    public void Check_ColumnThatIsNotSaved_IsSeen() => Breaks(ContractRule.Persistence, "loaded, GetOutputSchema", Faulty.Estimator(inner =>
    {
        ColumnCopyingEstimator more = new MLContext().Transforms.CopyColumns("More", "A");
        return new FaultyEstimator(inner)
        {
            Promise = shape => inner.GetOutputSchema(more.GetOutputSchema(shape)),
            Fitted = transformer => Forgetting(transformer, more),
        };
    }));

    [Fact]
    public void Check_InputThatIsIgnored_IsSeen() => Breaks(ContractRule.Chain, "Transform", Faulty.Estimator(inner =>
    {
        IDataView? trainedOn = null;
        return new FaultyEstimator(inner)
        {
            Fitting = data =>
            {
                ITransformer transformer = inner.Fit(data);
                trainedOn ??= data;
                return new FaultyTransformer(transformer)
                {
                    Transforming = input => transformer.Transform(input?.Schema.GetColumnOrNull("Copied before") is null ? input : trainedOn),
                };
            },
        };
    }));

    [Fact]
    public void Check_NoRowsAreRefused_IsSeen() => Breaks(ContractRule.NoRows, "InvalidOperationException", Faulty.Transformer(inner =>
        new FaultyTransformer(inner)
        {
            Transforming = input => new FaultyView(inner.Transform(input)) { Cursor = cursor => HasRows(input) ? cursor : throw new InvalidOperationException() },
        }));

    [Fact]
    public void Check_SecondFitThatDiffers_IsSeen() => Breaks(ContractRule.Refit, "a second fit", CountingFits(refitsEqually: true));

    [Fact]
    public void Check_FitInANewContextThatDiffers_IsSeen() => Breaks(ContractRule.Refit, "a fit in a new context", CountingFits(refitsEqually: false));

    [Fact]
    public void Check_SecondDisposalThatThrows_IsSeen() => Breaks(ContractRule.Disposal, "the second disposal", Faulty.Transformer(inner =>
    {
        int disposals = 0;
        return new FaultyTransformer(inner) { Disposing = () => ObjectDisposedException.ThrowIf(disposals++ > 0, inner) };
    }));

    [Fact]
    public void Check_OtherExceptionAfterDisposal_IsSeen()
    {
        bool disposed = false;
        Breaks(ContractRule.Disposal, "a new cursor of the disposed original", Faulty.Transformer(inner => new FaultyTransformer(inner)
        {
            Disposing = () => disposed = true,
            Transforming = input => new FaultyView(inner.Transform(input)) { Cursor = cursor => disposed ? throw new InvalidCastException() : cursor },
        }), check: fitted => DisposalCheck.Run(fitted));
    }

    [Fact]
    public void Check_LoadedAndOriginalThatShareTheirState_IsSeen()
    {
        bool disposed = false;
        Breaks(ContractRule.Disposal, "after the loaded copy was disposed", Faulty.Transformer(inner => new FaultyTransformer(inner)
        {
            Disposing = () => disposed = true,
            Transforming = input => new FaultyView(inner.Transform(input)) { Cursor = cursor => disposed ? throw new ObjectDisposedException("it") : cursor },
        }), check: fitted => DisposalCheck.Run(fitted with { Loaded = fitted.Transformer }));
    }

    private static ContractSubject CountingFits(bool refitsEqually)
    {
        int fits = 0;
        return Faulty.Transformer(inner =>
            fits++ == 0 ? inner : new FaultyTransformer(inner) { Transforming = input => Shifted(inner.Transform(input)) }) with { RefitsEqually = refitsEqually };
    }

    private static FaultyView Shifted(IDataView view) =>
        new(view)
        {
            Cursor = cursor => new WrappedCursor(cursor) { Shift = _ => 1 },
            Set = set => Array.ConvertAll(set, cursor => (DataViewRowCursor)new WrappedCursor(cursor) { Shift = _ => 1 }),
        };

    private static FaultyTransformer Forgetting(ITransformer inner, ColumnCopyingEstimator more)
    {
        ITransformer chain = new TransformerChain<ITransformer>(more.Fit(Faulty.Data(new MLContext())), inner);
        return new FaultyTransformer(inner)
        {
            Schema = chain.GetOutputSchema,
            Transforming = chain.Transform,
            Mapper = chain.GetRowToRowMapper,
        };
    }

    private static bool HasRows(IDataView view)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        return cursor.MoveNext();
    }

    private static void Breaks(ContractRule rule, string words, ContractSubject subject, Action<FittedSubject>? check = null)
    {
        ContractException got = Should.Throw<ContractException>(() => Run(subject, check));
        got.Message.ShouldContain(words);
        got.Rule.ShouldBe(rule);
    }

    private static void Run(ContractSubject subject, Action<FittedSubject>? check)
    {
        if (check is null)
        {
            EstimatorContract.Check(subject);
            return;
        }
        var context = new MLContext(1);
        IDataView data = subject.Data(context);
        IEstimator<ITransformer> estimator = subject.Estimator(context);
        ITransformer transformer = estimator.Fit(data);
        check(new FittedSubject(context, data, estimator, transformer, PersistenceCheck.Reload(context, transformer, data.Schema, out _)));
    }
}
