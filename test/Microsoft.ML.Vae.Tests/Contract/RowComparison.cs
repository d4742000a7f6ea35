using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>Compares rows of one schema that were read in different ways.</summary>
internal static class RowComparison
{
    /// <summary>The same rows in the same order, in the columns that were read on both sides.</summary>
    public static void RequireSame(
        IReadOnlyList<RowSnapshot> got,
        IReadOnlyList<RowSnapshot> expected,
        DataViewSchema schema,
        ContractRule rule,
        string what,
        bool exactly = false)
    {
        ContractException.Require(got.Count == expected.Count, rule, $"{what}: {got.Count} rows, not {expected.Count}.");
        for (int row = 0; row < got.Count; row++)
            RequireSame(got[row], expected[row], schema, rule, $"{what}, row {row}", exactly);
    }

    /// <summary>The same rows in any order.</summary>
    public static void RequireSameSet(IReadOnlyList<RowSnapshot> got, IReadOnlyList<RowSnapshot> expected, DataViewSchema schema, ContractRule rule, string what)
    {
        Dictionary<DataViewRowId, RowSnapshot> byId = RowSnapshot.ById(expected, rule);
        ContractException.Require(got.Count == expected.Count, rule, $"{what}: {got.Count} rows, not {expected.Count}.");
        foreach (RowSnapshot row in RowSnapshot.ById(got, rule).Values)
        {
            ContractException.Require(byId.TryGetValue(row.Id, out RowSnapshot? same), rule, $"{what}: a row has the unknown id {row.Id}.");
            RequireSame(row, same!, schema, rule, $"{what}, id {row.Id}", exactly: false);
        }
    }

    private static void RequireSame(
        RowSnapshot got, RowSnapshot expected, DataViewSchema schema, ContractRule rule, string what, bool exactly)
    {
        ContractException.Require(got.Id.Equals(expected.Id), rule, $"{what}: the id is {got.Id}, not {expected.Id}.");
        for (int column = 0; column < schema.Count; column++)
        {
            if (got.Values[column] is { } left && expected.Values[column] is { } right)
            {
                bool isSame = ColumnValue.AreEqual(left, right, exactly);
                ContractException.Require(isSame, rule, $"{what}: other values in column {column}, '{schema[column].Name}'.");
            }
        }
    }
}
