namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>A set of cursors holds each row once, as the serial cursor has it.</summary>
internal static class CursorSetCheck
{
    private const ContractRule Rule = ContractRule.CursorSets;

    public static void Run(FittedSubject fitted)
    {
        IDataView view = fitted.Transformer.Transform(fitted.Shareable);
        List<RowSnapshot> serial = RowSnapshot.ReadAll(view);
        foreach (int n in new[] { 1, 3 })
        {
            DataViewRowCursor[] set = view.GetRowCursorSet(view.Schema, n);
            ContractException.Require(set.Length >= 1 && set.Length <= Math.Max(n, 1), Rule, $"a set for {n} has {set.Length} cursors.");
            List<RowSnapshot>[] parts = [.. set.Select(cursor => RowSnapshot.Read(cursor, view.Schema))];
            ContractException.Require(parts.All(IsInOrder), Rule, "batch numbers go backwards within a cursor.");
            RowComparison.RequireSameSet([.. parts.SelectMany(part => part)], serial, view.Schema, Rule, $"a set for {n}");
        }
    }

    private static bool IsInOrder(List<RowSnapshot> rows) => rows.Zip(rows.Skip(1)).All(pair => pair.First.Batch <= pair.Second.Batch);
}
