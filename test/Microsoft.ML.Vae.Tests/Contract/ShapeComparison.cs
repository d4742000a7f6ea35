using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Tests.Contract;

/// <summary>Compares shapes of schemas: each must satisfy the other, so that nothing is promised but missing, and nothing there but not promised.</summary>
internal static class ShapeComparison
{
    public static void RequireSame(SchemaShape promised, SchemaShape delivered, ContractRule rule)
    {
        SchemaShape.Column[] left = Sorted(promised), right = Sorted(delivered);
        ContractException.Require(left.Select(column => column.Name).SequenceEqual(right.Select(column => column.Name)), rule,
            $"columns [{Names(left)}] are promised, [{Names(right)}] delivered.");
        foreach ((SchemaShape.Column promise, SchemaShape.Column delivery) in left.Zip(right))
        {
            ContractException.Require(Satisfies(delivery, promise), rule, $"column '{promise.Name}' delivers less than it promises.");
            ContractException.Require(Satisfies(promise, delivery), rule, $"column '{promise.Name}' delivers what it does not promise.");
        }
    }

    private static bool Satisfies(SchemaShape.Column got, SchemaShape.Column wanted) =>
        got.Name == wanted.Name && got.Kind == wanted.Kind && got.ItemType.Equals(wanted.ItemType) && got.IsKey == wanted.IsKey
        && wanted.Annotations.All(annotation => got.Annotations.Any(other => Satisfies(other, annotation)));

    private static SchemaShape.Column[] Sorted(SchemaShape shape) => [.. shape.OrderBy(column => column.Name, StringComparer.Ordinal)];

    private static string Names(SchemaShape.Column[] columns) => string.Join(", ", columns.Select(column => column.Name));
}
