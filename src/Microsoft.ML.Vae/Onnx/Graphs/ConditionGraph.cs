using Microsoft.ML.Vae.Graphs;
using Microsoft.ML.Vae.Inputs;

namespace Microsoft.ML.Vae.Onnx.Graphs;

/// <summary>From a condition column to the numbers that a network sees.</summary>
internal static class ConditionGraph
{
    /// <summary>A network's numbers, [B, C].</summary>
    /// <param name="column">The condition of the model.</param>
    /// <param name="value">What the column holds, [B, 1] or [B, C].</param>
    /// <param name="keys">For each of the model's values, what stands for it in the column, −1: nothing; null: 1, 2, …, C.</param>
    public static OnnxValue ToNumbers(ConditionColumn column, OnnxValue value, IReadOnlyList<long>? keys = null)
    {
        if (column.Kind != ConditionKind.Key)
            return value;
        long[] known = [.. keys ?? [.. Enumerable.Range(1, column.Size).Select(i => (long)i)]];
        return value.To(ElementType.Int64).IsEqualTo(value.Graph.Array("condition.keys", known, 1, known.Length)).To(ElementType.Single);
    }

    /// <summary>What stands for each of the model's values in another column.</summary>
    public static IReadOnlyList<long>? KeysOf(ConditionColumn column, DataViewSchema.Column source)
    {
        if (source.Type is BooleanDataViewType)
            return [0, 1];
        if (column.Names is not { } own || KeyNames.Of(source) is not { } names)
            return null;
        uint[] numbers = own.NumbersOf(names);   // of each of the column's values
        return [.. Enumerable.Range(1, column.Size).Select(number => Array.IndexOf(numbers, (uint)number) is >= 0 and var i ? i + 1L : -1)];
    }
}
