namespace Microsoft.ML.Data;

/// <summary>Adds the common annotations.</summary>
internal static class AnnotationBuilderExtensions
{
    public static void AddSlotNames(
        this DataViewSchema.Annotations.Builder builder, int size, ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter)
        => builder.Add(AnnotationUtils.Kinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, size), getter);
}
