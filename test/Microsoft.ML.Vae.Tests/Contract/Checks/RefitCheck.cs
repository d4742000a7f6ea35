namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>Fitting again, with the same object or in a new context of the same seed, gives the same transformer.</summary>
internal static class RefitCheck
{
    private const ContractRule Rule = ContractRule.Refit;

    public static void Run(FittedSubject fitted, Func<IDataView, ITransformer>? sameEstimator, Func<ITransformer> newContext)
    {
        if (sameEstimator is not null)
            RequireSame("a second fit", fitted, sameEstimator(fitted.Data));
        RequireSame("a fit in a new context", fitted, newContext());
    }

    private static void RequireSame(string what, FittedSubject fitted, ITransformer again)
    {
        using var _ = again as IDisposable;
        IDataView view = again.Transform(fitted.Data), expected = fitted.Transformer.Transform(fitted.Data);
        SchemaComparison.RequireSame(view.Schema, expected.Schema, Rule, what);
        RowComparison.RequireSame(RowSnapshot.ReadAll(view), RowSnapshot.ReadAll(expected), view.Schema, Rule, what);
    }
}
