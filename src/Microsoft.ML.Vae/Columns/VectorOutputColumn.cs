namespace Microsoft.ML.Vae.Columns;

/// <summary>A vector of Single.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What it shows of a row.</param>
/// <param name="Size">Its number of slots.</param>
/// <param name="Slots">The names of its slots.</param>
internal sealed record VectorOutputColumn(string Name, OutputKinds Content, int Size, SlotNames Slots) : OutputColumn(Name, Content)
{
    public override SchemaShape.Column Promise(SchemaShape.Column input) => new(
        Name, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false, Slots.Promise(input));

    public override DataViewSchema.DetachedColumn Bind(DataViewSchema inputSchema, DataViewSchema.Column input) => new(
        Name, new VectorDataViewType(NumberDataViewType.Single, Size), Slots.Create(input, Size));

    public override Delegate CreateGetter(OutputCache outputs, Func<int> currentRow) =>
        (ValueGetter<VBuffer<float>>)((ref VBuffer<float> destination) =>
        {
            ReadOnlySpan<float> values = outputs.Values(Content, currentRow());
            VBufferEditor<float> editor = VBufferEditor.Create(ref destination, values.Length);
            values.CopyTo(editor.Values);
            destination = editor.Commit();
        });
}
