namespace Microsoft.ML.Data;

/// <summary>Slot names of a joined vector: a scalar's name, or "column.slot" where the vector has slot names; other slots have none.</summary>
internal sealed class ConcatenatedSlotNames(ConcatenatedSource[] sources, DataViewSchema.Column[] inputs, int size)
{
    public void Get(ref VBuffer<ReadOnlyMemory<char>> value)
    {
        var names = new List<(int Slot, ReadOnlyMemory<char> Name)>();
        var offset = 0;
        for (var i = 0; i < inputs.Length; i++)
        {
            var name = sources[i].Alias ?? inputs[i].Name;
            if (inputs[i].Type is not VectorDataViewType type)
            {
                names.Add((offset++, name.AsMemory()));
                continue;
            }

            if (inputs[i].HasSlotNames())
                names.AddRange(SlotNames(inputs[i], name).Select(slot => (offset + slot.Slot, slot.Name)));
            offset += type.Size;
        }

        value = ToBuffer(names);
    }

    private static List<(int Slot, ReadOnlyMemory<char> Name)> SlotNames(DataViewSchema.Column input, string name)
    {
        var slots = default(VBuffer<ReadOnlyMemory<char>>);
        input.GetSlotNames(ref slots);
        return [.. slots.Items().Where(slot => !slot.Value.IsEmpty).Select(slot => (slot.Key, $"{name}.{slot.Value}".AsMemory()))];
    }

    private VBuffer<ReadOnlyMemory<char>> ToBuffer(List<(int Slot, ReadOnlyMemory<char> Name)> names)
    {
        var sparse = new VBuffer<ReadOnlyMemory<char>>(size, names.Count, [.. names.Select(n => n.Name)], [.. names.Select(n => n.Slot)]);
        if (names.Count <= size / 2)
            return sparse;
        var dense = default(VBuffer<ReadOnlyMemory<char>>);
        sparse.CopyToDense(ref dense);
        return dense;
    }
}
