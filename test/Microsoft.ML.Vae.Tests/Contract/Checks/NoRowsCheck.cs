namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>Of no rows a transformer makes no rows.</summary>
internal static class NoRowsCheck
{
    private const ContractRule Rule = ContractRule.NoRows;

    public static void Run(FittedSubject fitted)
    {
        IDataView none = fitted.Context.Data.SkipRows(fitted.Data, int.MaxValue);
        List<RowSnapshot>? rows = null;
        Exception? got = Record.Exception(() => rows = RowSnapshot.ReadAll(fitted.Transformer.Transform(none)));
        ContractException.Require(got is null, Rule, $"data without rows gives {got?.GetType().Name}: {got?.Message}");
        ContractException.Require(rows!.Count == 0, Rule, $"data without rows gives {rows.Count}.");
    }
}
