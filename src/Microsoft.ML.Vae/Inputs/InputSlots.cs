namespace Microsoft.ML.Vae.Inputs;

/// <summary>What a schema says about the slots of an input column: their names, where they come from, and which are categories.</summary>
internal sealed class InputSlots
{
    private const string CategoricalRanges = "CategoricalSlotRanges";   // ML.NET's annotation: the first and the last slot of each category

    private InputSlots(string column, string[] names, string[] sources, (int Start, int Length)[] categories)
    {
        Column = column;
        Names = names;
        Sources = sources;
        Categories = categories;
    }

    /// <summary>The column's name.</summary>
    public string Column { get; }

    /// <summary>The name of each slot; empty where there is none.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The column that each slot was made of, before Concatenate; empty where the slot has no name.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>The indicators that one-hot encoding made, in ascending order.</summary>
    public IReadOnlyList<(int Start, int Length)> Categories { get; }

    public int Size => Names.Count;

    /// <summary>Of a vector column of a known size.</summary>
    public static InputSlots Of(DataViewSchema schema, string name, int size)
    {
        DataViewSchema.Column column = schema[name];
        string[] names = NamesOf(column, size);
        (int Start, int Length)[] categories = CategoriesOf(column, size);
        HashSet<string> columns = [.. schema.Select(other => other.Name)];
        string[] sources = [.. names.Select(slot => SourceOf(slot, columns))];
        foreach ((int start, int length) in categories)
        {
            // Where the encoded column is gone, all that is left of it is the beginning of the names.
            for (int slot = start; slot < start + length; slot++)
            {
                if (sources[slot] == names[slot] && names[slot].IndexOf('.', StringComparison.Ordinal) is > 0 and int dot)
                    sources[slot] = names[slot][..dot];
            }
        }
        return new InputSlots(name, names, sources, categories);
    }

    private static string[] NamesOf(DataViewSchema.Column column, int size)
    {
        if (!column.HasSlotNames() || column.Type is not VectorDataViewType { IsKnownSize: true })
            return [.. Enumerable.Repeat("", size)];
        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static (int Start, int Length)[] CategoriesOf(DataViewSchema.Column column, int size)
    {
        if (column.Annotations.Schema.GetColumnOrNull(CategoricalRanges)?.Type is not VectorDataViewType { ItemType: var item }
            || !item.Equals(NumberDataViewType.Int32))
            return [];
        VBuffer<int> ranges = default;
        column.Annotations.GetValue(CategoricalRanges, ref ranges);
        return [.. ranges.DenseValues().Chunk(2)
            .Where(range => range.Length == 2 && range[0] >= 0 && range[0] <= range[1] && range[1] < size)
            .Select(range => (range[0], range[1] - range[0] + 1)).Order()];
    }

    /// <summary>Concatenate calls the slots of a column by its name and, of a vector's, a dot and the slot's name there.</summary>
    private static string SourceOf(string slot, HashSet<string> columns)
    {
        for (int end = slot.Length; end > 0; end = slot.LastIndexOf('.', end - 1))
        {
            if (columns.Contains(slot[..end]))
                return slot[..end];
        }
        return slot;
    }
}
