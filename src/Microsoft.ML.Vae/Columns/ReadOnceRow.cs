namespace Microsoft.ML.Vae.Columns;

/// <summary>
/// A row whose images are read once, whoever asks: reading one may mean decoding a file. Those who ask copy what they keep, and dispose
/// nothing.
/// </summary>
internal sealed class ReadOnceRow(DataViewRow input) : DataViewRow
{
    private readonly Dictionary<int, ValueGetter<MLImage>> _images = [];

    public override DataViewSchema Schema => input.Schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => input.IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (typeof(TValue) != typeof(MLImage))
            return input.GetGetter<TValue>(column);
        if (!_images.TryGetValue(column.Index, out ValueGetter<MLImage>? getter))
            _images[column.Index] = getter = Remembering(input.GetGetter<MLImage>(column));
        return (ValueGetter<TValue>)(Delegate)getter;
    }

    private ValueGetter<MLImage> Remembering(ValueGetter<MLImage> read)
    {
        MLImage? current = null;
        long position = -1;
        return (ref MLImage value) =>
        {
            if (position != input.Position)
            {
                MLImage? image = null;   // never an earlier one, which the source might dispose
                read(ref image!);
                (current, position) = (image, input.Position);
            }
            value = current!;
        };
    }
}
