namespace Microsoft.ML.Data.IO;

/// <summary>Block: the 64-bit ticks of each value; its kind is not stored.</summary>
internal sealed class DateTimeCodec : ItemCodec<DateTime>
{
    public override DataViewType Type => DateTimeDataViewType.Instance;

    public override string Name => nameof(DateTime);

    public override void Write(BinaryWriter writer, ReadOnlySpan<DateTime> values)
    {
        foreach (var value in values)
            writer.Write(value.Ticks);
    }

    public override DateTime[] Read(BinaryReader reader, int count)
    {
        var values = new DateTime[count];
        for (var i = 0; i < count; i++)
            values[i] = new DateTime(reader.ReadInt64());
        return values;
    }
}
