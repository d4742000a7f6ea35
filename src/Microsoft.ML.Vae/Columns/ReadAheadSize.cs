using Microsoft.ML.Transforms.Image;

namespace Microsoft.ML.Vae.Columns;

/// <summary>How many rows a cursor computes together and reads ahead, and how many bytes of other columns it keeps for that.</summary>
internal static class ReadAheadSize
{
    /// <summary>The most bytes of passed-on columns that a cursor keeps, unless a single row has more.</summary>
    public const long MaximumBytes = 16_000_000;

    private const int MostParts = 16;
    private const long MaximumVectorBytes = 1_000_000;   // wide vectors are often sparse, so no fewer than 16 rows for their sake

    /// <summary>
    /// Rows per forward pass over an input schema. Matrix products round differently for other numbers of rows, so it depends on all
    /// columns, whichever are active.
    /// </summary>
    public static int Rows(DataViewSchema schema, int most)
    {
        long images = schema.Select(column => column.Type).OfType<ImageDataViewType>().Sum(image => 4L * image.Height * image.Width);
        long vectors = schema.Select(column => column.Type).OfType<VectorDataViewType>()
            .Sum(vector => (long)vector.Size * SizeOf(vector.ItemType));
        return (int)Math.Clamp(MaximumBytes / Math.Max(1, images + Math.Min(vectors, MaximumVectorBytes)), 1, most);
    }

    /// <summary>
    /// Batches that a cursor keeps at once: two for each thread, so that one has enough to do while the system has put the others aside,
    /// and a few more.
    /// </summary>
    /// <param name="helpers">The threads that encode, besides the cursor's.</param>
    /// <param name="inputBytes">Bytes of the inputs of a batch.</param>
    /// <param name="columnBytes">Bytes of the passed-on columns of a batch, which may come to twice that.</param>
    public static int Parts(int helpers, long inputBytes, long columnBytes) => (int)Math.Clamp(
        MaximumBytes / Math.Max(1, Math.Max(inputBytes, 2 * columnBytes)), 1, Math.Min(2 * helpers + 6, MostParts));

    private static int SizeOf(PrimitiveDataViewType type) => Type.GetTypeCode(type.RawType) switch
    {
        TypeCode.Byte or TypeCode.SByte or TypeCode.Boolean => 1,
        TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
        _ => 16,
    };
}
