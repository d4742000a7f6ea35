using Microsoft.ML.Vae.Latents;

namespace Microsoft.ML.Vae.Columns;

/// <summary>The codebook indices that a row's latent consists of, as keys: one, or one for each group.</summary>
internal sealed record LatentIndexColumn(string Name, CodebookShape Codebook) : OutputColumn(Name, OutputKinds.LatentIndex)
{
    private bool IsScalar => Codebook.Groups == 1;

    private KeyDataViewType Key => new(typeof(uint), Codebook.Vectors);

    public override SchemaShape.Column Promise(SchemaShape.Column input) => new(
        Name,
        IsScalar ? SchemaShape.Column.VectorKind.Scalar : SchemaShape.Column.VectorKind.Vector,
        NumberDataViewType.UInt32,
        isKey: true);

    public override DataViewSchema.DetachedColumn Bind(DataViewSchema inputSchema, DataViewSchema.Column input) =>
        new(Name, IsScalar ? Key : new VectorDataViewType(Key, Codebook.Groups));

    public override Delegate CreateGetter(OutputCache outputs, Func<int> currentRow)
    {
        if (IsScalar)
            return (ValueGetter<uint>)((ref uint destination) => destination = ToKey(outputs.Values(Content, currentRow())[0]));
        return (ValueGetter<VBuffer<uint>>)((ref VBuffer<uint> destination) =>
        {
            ReadOnlySpan<float> indices = outputs.Values(Content, currentRow());
            VBufferEditor<uint> editor = VBufferEditor.Create(ref destination, indices.Length);
            for (int i = 0; i < indices.Length; i++)
                editor.Values[i] = ToKey(indices[i]);
            destination = editor.Commit();
        });
    }

    // A key of 0 is a missing one.
    private static uint ToKey(float index) => float.IsNaN(index) ? 0 : (uint)index + 1;
}
