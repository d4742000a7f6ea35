using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>Compares schemas column by column, annotations and their values included.</summary>
internal static class SchemaComparison
{
    public static void RequireSame(DataViewSchema got, DataViewSchema expected, ContractRule rule, string what)
    {
        ContractException.Require(got.Count == expected.Count, rule, $"{what}: {got.Count} columns, not {expected.Count}.");
        for (int i = 0; i < got.Count; i++)
            RequireSame(got[i], expected[i], rule, $"{what}, column {i} '{expected[i].Name}'");
    }

    private static void RequireSame(DataViewSchema.Column got, DataViewSchema.Column expected, ContractRule rule, string what)
    {
        ContractException.Require(got.Name == expected.Name, rule, $"{what}: its name is '{got.Name}'.");
        ContractException.Require(got.IsHidden == expected.IsHidden, rule, $"{what}: hidden is {got.IsHidden}.");
        ContractException.Require(got.Type.Equals(expected.Type), rule, $"{what}: its type is {got.Type}, not {expected.Type}.");
        DataViewSchema annotations = got.Annotations.Schema, wanted = expected.Annotations.Schema;
        RequireSame(annotations, wanted, rule, $"{what}, annotations");
        for (int i = 0; i < wanted.Count; i++)
        {
            bool same = ColumnValue.AreEqual(
                ColumnValue.Annotation(got.Annotations, annotations[i]), ColumnValue.Annotation(expected.Annotations, wanted[i]), exactly: true);
            ContractException.Require(same, rule, $"{what}: annotation '{wanted[i].Name}' has another value.");
        }
    }
}
