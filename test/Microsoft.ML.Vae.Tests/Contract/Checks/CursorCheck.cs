using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract.Checks;

/// <summary>Cursors agree whichever columns they are asked for, count their rows, end quietly and leave nothing open.</summary>
internal static class CursorCheck
{
    private const ContractRule Rule = ContractRule.Cursors;

    public static void Run(FittedSubject fitted)
    {
        var source = new TrackedView(fitted.Data);
        IDataView view = fitted.Transformer.Transform(source);
        ContractException.Require(source.Opened == 0, Rule, "Transform reads rows.");
        List<RowSnapshot> all = RowSnapshot.ReadAll(view);
        Counted(view, all);
        foreach ((string what, DataViewSchema.Column[] columns) in Selections(view.Schema))
            RowComparison.RequireSame(Read(view, columns), all, view.Schema, Rule, what, exactly: true);
        ValuesAskedForTwice(view, all);
        EndsQuietly(view, all.Count);
        StopsEarly(view);
        ContractException.Require(source.Open == 0, Rule, $"{source.Open} cursors of the source stay open.");
    }

    private static void Counted(IDataView view, List<RowSnapshot> rows)
    {
        ContractException.Require(view.GetRowCount() is not { } count || count == rows.Count, Rule, $"GetRowCount is not {rows.Count}, the rows read.");
        ContractException.Require(rows.Select((row, i) => row.Position == i).All(right => right), Rule, "positions do not count from 0.");
        RowSnapshot.ById(rows, Rule);
    }

    private static IEnumerable<(string What, DataViewSchema.Column[] Columns)> Selections(DataViewSchema schema) =>
    [
        ("a second reading", [.. schema]),
        ("no column", []),
        ("even columns", [.. schema.Where(column => column.Index % 2 == 0)]),
        ("odd columns", [.. schema.Where(column => column.Index % 2 == 1)]),
        .. schema.Select(column => ($"column {column.Index} '{column.Name}' alone", new[] { column })),
    ];

    private static List<RowSnapshot> Read(IDataView view, DataViewSchema.Column[] columns)
    {
        DataViewRowCursor cursor = view.GetRowCursor(columns);
        foreach (DataViewSchema.Column column in columns)
            ContractException.Require(cursor.IsColumnActive(column), Rule, $"column '{column.Name}' is asked for but not active.");
        return RowSnapshot.Read(cursor, columns);
    }

    private static void ValuesAskedForTwice(IDataView view, List<RowSnapshot> expected)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        Func<RowSnapshot> first = RowSnapshot.Reader(cursor, view.Schema);
        Func<RowSnapshot> second = RowSnapshot.Reader(cursor, view.Schema);
        for (int row = 0; cursor.MoveNext(); row++)
        {
            if (row % 3 != 0)   // of the other rows no value is asked for
                continue;
            RowComparison.RequireSame([first(), second(), first()], [expected[row], expected[row], expected[row]], view.Schema, Rule, $"row {row} again");
        }
    }

    private static void EndsQuietly(IDataView view, int count)
    {
        using DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
        ContractException.Require(cursor.Position == -1, Rule, "the position before the first row is not -1.");
        for (int row = 0; row < count; row++)
            ContractException.Require(cursor.MoveNext(), Rule, "a cursor that nobody asks for values ends early.");
        ContractException.Require(!cursor.MoveNext() && !cursor.MoveNext(), Rule, "a cursor moves on after its end.");
        ContractException.Require(cursor.Position == -1, Rule, "the position after the last row is not -1.");
    }

    private static void StopsEarly(IDataView view)
    {
        foreach (int rows in new[] { 0, 1, 2 })
        {
            DataViewRowCursor cursor = view.GetRowCursor(view.Schema);
            for (int i = 0; i < rows; i++)
                cursor.MoveNext();
            cursor.Dispose();
            cursor.Dispose();
        }
    }
}
