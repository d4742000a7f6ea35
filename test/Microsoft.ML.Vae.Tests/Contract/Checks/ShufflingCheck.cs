namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>A generator shuffles whole rows that keep their ids, and does nothing to a view that cannot shuffle.</summary>
internal static class ShufflingCheck
{
    private const ContractRule Rule = ContractRule.Shuffling;

    public static void Run(FittedSubject fitted)
    {
        Check(fitted.Transformer.Transform(fitted.Data));
        Check(fitted.Transformer.Transform(fitted.Shareable));
    }

    private static void Check(IDataView view)
    {
        List<RowSnapshot> serial = RowSnapshot.ReadAll(view);
        List<RowSnapshot> shuffled = RowSnapshot.Read(view.GetRowCursor(view.Schema, new Random(123)), view.Schema);
        if (view.CanShuffle)
            RowComparison.RequireSameSet(shuffled, serial, view.Schema, Rule, "shuffled");
        else
            RowComparison.RequireSame(shuffled, serial, view.Schema, Rule, "shuffled although it cannot");
    }
}
