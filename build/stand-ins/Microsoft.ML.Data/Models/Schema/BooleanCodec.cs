namespace Microsoft.ML.Data.IO;

/// <summary>Block: eight values a byte, lowest bit first.</summary>
internal sealed class BooleanCodec : ItemCodec<bool>
{
    private const int BitsPerByte = 8;

    public override DataViewType Type => BooleanDataViewType.Instance;

    public override string Name => nameof(Boolean);

    public override void Write(BinaryWriter writer, ReadOnlySpan<bool> values)
    {
        var bytes = new byte[Bytes(values.Length)];
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i])
                bytes[i / BitsPerByte] |= (byte)(1 << (i % BitsPerByte));
        }
        writer.Write(bytes);
    }

    public override bool[] Read(BinaryReader reader, int count)
    {
        var bytes = new byte[Bytes(count)];
        reader.ReadExactly(bytes);
        var values = new bool[count];
        for (var i = 0; i < count; i++)
            values[i] = (bytes[i / BitsPerByte] & (1 << (i % BitsPerByte))) != 0;
        return values;
    }

    private static int Bytes(int count) => (count + BitsPerByte - 1) / BitsPerByte;
}
