namespace Microsoft.ML.Data.IO;

/// <summary>Stores a value of one CLR type as a block.</summary>
internal abstract class Codec<T> : Codec
{
    public override void WriteAnnotation(BinaryWriter writer, DataViewSchema.Annotations annotations, string kind)
    {
        T value = default;
        annotations.GetValue(kind, ref value);
        WriteValue(writer, value);
    }

    public override Delegate ReadAnnotation(BinaryReader reader) => Getter(ReadValue(reader));

    protected abstract void WriteValue(BinaryWriter writer, T value);

    protected abstract T ReadValue(BinaryReader reader);

    protected virtual ValueGetter<T> Getter(T value) => (ref T target) => target = value;
}
