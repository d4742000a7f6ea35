using Microsoft.ML.Data;

namespace Microsoft.ML.Vae.Columns;

/// <summary>A vector of Single.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What it shows of a row.</param>
/// <param name="Size">Its number of slots.</param>
/// <param name="IsPicture">Whether its slots are the input's pixels, so that their names are too.</param>
internal sealed record VectorOutputColumn(string Name, OutputKinds Content, int Size, bool IsPicture) : OutputColumn(Name, Content)
{
    public override SchemaShape.Column Promise(SchemaShape.Column input) => new(
        Name, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, isKey: false,
        IsPicture ? SlotNames.Promise(input) : null);

    public override DataViewSchema.DetachedColumn Bind(DataViewSchema inputSchema, DataViewSchema.Column input) => new(
        Name, new VectorDataViewType(NumberDataViewType.Single, Size),
        IsPicture ? SlotNames.Of(input) : null);

    public override Delegate CreateGetter(OutputBatch batch, Func<int> currentRow)
    {
        batch.Want(Content);
        return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> destination) =>
        {
            ReadOnlySpan<float> values = batch.Values(Content, currentRow());
            VBufferEditor<float> editor = VBufferEditor.Create(ref destination, values.Length);
            values.CopyTo(editor.Values);
            destination = editor.Commit();
        });
    }
}
