using ParquetSharp;

namespace Microsoft.ML.Vae.Parquet.Reading;

/// <summary>What the values of a column are: its own, or those of its lists.</summary>
/// <param name="type">Their type.</param>
/// <param name="bytes">How many bytes a value takes in memory; 0: as many as in the file.</param>
/// <param name="createChunk">Makes what reads them, of lists or not, of a length or 0.</param>
internal sealed class ColumnElement(PrimitiveDataViewType type, int bytes, Func<bool, int, ColumnChunk> createChunk)
{
    public PrimitiveDataViewType Type => type;

    public int Bytes => bytes;

    /// <summary>Whether each value is bytes.</summary>
    public bool IsBinary { get; private init; }

    /// <summary>How many bytes all values have, of those that are bytes; 0: each has its own number.</summary>
    public int FixedLength { get; private init; }

    /// <summary>Makes what reads a column.</summary>
    /// <param name="isList">Whether its rows are lists.</param>
    /// <param name="size">The length of vectors; 0: each has its own.</param>
    public ColumnChunk CreateChunk(bool isList, int size) => createChunk(isList, size);

    public static ColumnElement Of<TStored, TValue>(PrimitiveDataViewType type, int bytes, Conversion<TStored, TValue> conversion)
        where TStored : unmanaged => new(type, bytes, (isList, size) => isList
            ? new ListChunk<TStored, TValue>(conversion, size)
            : new ScalarChunk<TStored, TValue>(conversion));

    public static ColumnElement OfBytes(bool areImages = false) => OfBinary<ByteArray>(bytes => (bytes.Pointer, bytes.Length), areImages);

    public static ColumnElement OfBytes(int length, bool areImages = false) =>
        OfBinary<FixedLenByteArray>(bytes => (bytes.Pointer, length), areImages, areImages ? 0 : length);

    private static ColumnElement OfBinary<TStored>(Func<TStored, (nint Pointer, int Length)> find, bool areImages, int length = 0)
        where TStored : unmanaged =>
        new(NumberDataViewType.Byte, bytes: 0, (_, size) => new BinaryChunk<TStored>(find, size, areImages))
        {
            IsBinary = true,
            FixedLength = length,
        };
}
