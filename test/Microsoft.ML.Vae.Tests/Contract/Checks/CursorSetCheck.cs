namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>A set of cursors holds each row once, as the serial cursor has it.</summary>
internal static class CursorSetCheck
{
    private const ContractRule Rule = ContractRule.CursorSets;

    public static void Run(FittedSubject fitted)
    {
        IDataView view = fitted.Transformer.Transform(fitted.Shareable);
        List<RowSnapshot> serial = RowSnapshot.ReadAll(view);
        foreach ((int n, Random? order) in new (int, Random?)[] { (1, null), (3, null), (2, new(1)), (5, new(2)), (16, new(3)) })
        {
            DataViewRowCursor[] set = view.GetRowCursorSet(view.Schema, n, order);
            ContractException.Require(set.Length >= 1 && set.Length <= Math.Max(n, 1), Rule, $"a set for {n} has {set.Length} cursors.");
            var parts = new List<RowSnapshot>[set.Length];
            RunConcurrently(set.Length, part => parts[part] = RowSnapshot.Read(set[part], view.Schema));
            ContractException.Require(parts.All(IsInOrder), Rule, "batch numbers go backwards within a cursor.");
            RowComparison.RequireSameSet([.. parts.SelectMany(part => part)], serial, view.Schema, Rule, $"a set for {n}");
        }
    }

    // A thread for each: cursors of a set may wait for one another.
    private static void RunConcurrently(int count, Action<int> read) =>
        Task.WaitAll([.. Enumerable.Range(0, count).Select(part => Task.Factory.StartNew(
            () => read(part), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))]);

    private static bool IsInOrder(List<RowSnapshot> rows) => rows.Zip(rows.Skip(1)).All(pair => pair.First.Batch <= pair.Second.Batch);
}
